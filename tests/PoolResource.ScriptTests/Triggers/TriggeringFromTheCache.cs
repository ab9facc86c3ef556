using PoolResource.Testing;

namespace PoolResource.ScriptTests.Triggers;

public sealed class TriggeringFromTheCache : TriggerTest
{
    private const int Rounds = 25;

    private string CacheRoot => Path.Combine(Scripts.Temporary, "pool-resource-check");

    [Fact]
    public async Task FetchesNothingWhileTheTipStands()
    {
        var known = Arrives("env-1");
        var later = Arrives("env-2");
        await CheckAsync();
        await CheckAsync(known);
        Aws.Source["debug"] = true;

        var again = await RunAsync("check", known);
        var next = await RunAsync("check", later);

        Assert.DoesNotContain(" fetch ", again.Stderr + next.Stderr, StringComparison.Ordinal);
        Assert.Contains(later.Ref!, again.Stdout, StringComparison.Ordinal);
        Assert.DoesNotContain(known.Ref!, next.Stdout, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ReadsOnlyWhatIsNew()
    {
        Arrives("env-1");
        Repository.CommitAll(Enumerable.Range(0, 80).Select(n => ($"{n}", (IEnumerable<Change>)[Change.Put("gcp/unclaimed/env-1", $"{n}")])));
        var known = (await CheckAsync())[0];
        var next = Arrives("env-2");
        Aws.Source["debug"] = true;

        var check = await RunAsync("check", known);

        Assert.DoesNotMatch("--(deepen|depth|unshallow)", check.Stderr);
        Assert.Contains(next.Ref!, check.Stdout, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("30m")]
    public async Task TellsWhatACheckWithoutItTells(string? again)
    {
        if (again is not null)
        {
            Aws.Source["retrigger_after"] = again;
        }

        var seed = Random.Shared.Next();
        var random = new Random(seed);
        Arrives("env-0");
        Version? known = null;
        for (var round = 0; round < Rounds; round++)
        {
            for (var commits = random.Next(3); commits > 0; commits--)
            {
                Happens(random);
            }

            var told = await WithoutAttemptsAsync(known);
            Directory.Move(CacheRoot, Folder["kept"]);
            var fresh = await WithoutAttemptsAsync(known);
            Directory.Delete(CacheRoot, recursive: true);
            Directory.Move(Folder["kept"], CacheRoot);

            Assert.True(fresh.SequenceEqual(told), $"seed {seed}, round {round}: {string.Join(", ", told)} in place of {string.Join(", ", fresh)}");
            known = told.Count > 0 && random.Next(3) > 0 ? told[random.Next(told.Count)] : known;
        }
    }

    // What is triggered again is ordered by its time, and its attempt grows while the test runs.
    private async Task<IReadOnlyList<Version>> WithoutAttemptsAsync(Version? known) =>
        [.. (await CheckAsync(known)).Select(version => version with { Attempt = null })];

    private void Happens(Random random)
    {
        var name = $"env-{random.Next(6)}";
        var files = Repository.Files;
        if (random.Next(4) == 0)
        {
            Repository.Commit("of another pool", Change.Put("gcp/unclaimed/env-1", $"{random.Next()}"));
        }
        else if (files.Contains($"aws/unclaimed/{name}"))
        {
            IsClaimed(name);
        }
        else if (files.Contains($"aws/claimed/{name}"))
        {
            IsFreed(name);
        }
        else
        {
            Arrives(name);
        }
    }
}
