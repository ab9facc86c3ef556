using PoolResource.Testing;

namespace PoolResource.ScriptTests.Puts;

public sealed class ManyAtOnce : ScriptTest
{
    private const int Builds = 8;

    public static TheoryData<string> Transports { get; } = ["path", "file://", "git://"];

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task EachAcquiresALockOfItsOwn(string transport)
    {
        Repository.CommitPool("aws", unclaimed: Enumerable.Range(1, Builds).Select(n => $"env-{n}"));
        using var daemon = await GitDaemon.StartAsync(Folder.Path);
        var resource = Over(transport, daemon);

        var puts = await Task.WhenAll(Enumerable.Range(0, Builds).Select(_ => resource.PutAsync(new { acquire = true })));

        Assert.Equal(Enumerable.Range(1, Builds).Select(n => $"env-{n}"), puts.Select(put => put.LockName).Order(StringComparer.Ordinal));
        Assert.Equal(puts.Select(put => put.Ref).Order(StringComparer.Ordinal), Repository.Log.SkipLast(1).Select(commit => commit.Id).Order(StringComparer.Ordinal));
        Assert.All(puts, put => Assert.DoesNotContain("error", put.Stderr, StringComparison.OrdinalIgnoreCase));
        Assert.All(puts, put => Assert.Equal([$"claiming: {put.LockName} ({put.Ref})"], put.Lines));
    }

    [Theory]
    [MemberData(nameof(Transports))]
    public async Task AllGetTheirTurnAtFewerLocksThanBuilds(string transport)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2", "env-3"]);
        using var daemon = await GitDaemon.StartAsync(Folder.Path);
        var resource = Over(transport, daemon);
        resource.Source["retry_delay"] = "250ms";

        await Task.WhenAll(Enumerable.Range(0, Builds).Select(async build =>
        {
            var acquire = await resource.PutAsync(new { acquire = true });
            var get = await resource.GetAsync(acquire.Ref, artifact: $"lock-{build}");
            Assert.Equal(acquire.LockName, get.LockName);
            var release = await resource.PutAsync(new { release = $"lock-{build}" });
            Assert.Equal(acquire.LockName, release.LockName);
        }));

        Assert.Equal((2 * Builds) + 1, Repository.Log.Count);
        Assert.Equal(3, Repository.Files.Count(file => file.StartsWith("aws/unclaimed/env-", StringComparison.Ordinal)));
        AssertEveryLockWasHeldByOneAtATime();
    }

    [Fact]
    public async Task OfTwoThatClaimTheSameLockOneWaits()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Source["retry_delay"] = "100ms";

        var claims = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Aws.PutAsync(new { claim = "env-1", timeout = "2s" })));

        Assert.Equal(1, claims.Count(claim => claim.ExitCode == 0));
        Assert.Equal(2, Repository.Log.Count);
    }

    [Fact]
    public async Task AnEmptyRepositoryBeginsOnlyOnce()
    {
        for (var n = 0; n < 4; n++)
        {
            Aws.Artifact($"new-{n}", $"env-{n}", "");
        }

        await Task.WhenAll(Enumerable.Range(0, 4).Select(n => Aws.PutAsync(new { add = $"new-{n}" })));

        Assert.Equal(4, Repository.Log.Count);
        Assert.Equal(4, Repository.Files.Count(file => file.StartsWith("aws/unclaimed/env-", StringComparison.Ordinal)));
    }

    private PipelineResource Over(string transport, GitDaemon daemon)
    {
        var uri = transport switch
        {
            "path" => Repository.Path,
            "file://" => $"file://{Repository.Path}",
            _ => daemon.AddressOf(Repository.Path),
        };
        return new PipelineResource(Scripts, Folder, uri, "main", "aws");
    }

    private void AssertEveryLockWasHeldByOneAtATime()
    {
        var held = new HashSet<string>();
        foreach (var commit in Repository.Log.Reverse().Skip(1))
        {
            var (verb, name) = (commit.Subject.Split(' ')[^2], commit.Subject.Split(' ')[^1]);
            Assert.True(verb == "claiming:" ? held.Add(name) : held.Remove(name), commit.Subject);
        }
    }
}
