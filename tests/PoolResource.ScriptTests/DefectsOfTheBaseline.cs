using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PoolResource.Testing;

namespace PoolResource.ScriptTests;

/// <summary>What pool-resource 1.8.1 got wrong: each of these goes wrong there.</summary>
public sealed partial class DefectsOfTheBaseline : ScriptTest
{
    [Fact]
    public async Task ALostRaceIsRunAgainAtOnce()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        Aws.Source["retry_delay"] = "24h";

        // The first push finds that somebody was faster: the hook moves the branch before it is accepted.
        Repository.Hook(
            "pre-receive",
            """
            test -e faster && exit 0
            touch faster
            unset GIT_QUARANTINE_PATH GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES
            export GIT_AUTHOR_NAME=A GIT_AUTHOR_EMAIL=a@b GIT_COMMITTER_NAME=A GIT_COMMITTER_EMAIL=a@b
            git update-ref refs/heads/main $(git commit-tree -p main -m faster main^{tree})
            """);

        var put = await Aws.PutAsync(new { acquire = true });

        Assert.Equal(0, put.ExitCode);
        Assert.Equal(["faster", "set up aws"], Repository.Log.Skip(1).Select(commit => commit.Subject));
        Assert.DoesNotContain("error", put.Stderr, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("reject", put.Stderr, StringComparison.OrdinalIgnoreCase);
        Assert.Single(put.Lines);
    }

    [Fact]
    public async Task AStepRunsTheSameGitCommandsWhateverTheLengthOfHistory()
    {
        var brief = await CommandsOfARoundAsync(commits: 10);
        var lengthy = await CommandsOfARoundAsync(commits: 3_000);

        Assert.Equal(brief, lengthy);
        Assert.DoesNotContain("unshallow", lengthy, StringComparison.Ordinal);
        Assert.Contains("--depth=1 ", lengthy, StringComparison.Ordinal);
        Assert.DoesNotMatch(@"git (-C \S+ )?clone", lengthy);
    }

    [Fact]
    public async Task ACheckKeepsOnlyTheCommitsItNeeds()
    {
        var remote = new PipelineResource(Scripts, Folder, $"file://{Repository.Path}", "main", "aws");
        Repository.CommitPool("aws");
        Repository.CommitAll(History(500));
        await remote.CheckAsync();

        var cache = Directory.EnumerateDirectories(Scripts.Temporary, "repository.git", SearchOption.AllDirectories).Single();

        var objects = Repository.Git("--git-dir", cache, "count-objects", "-v", "--human-readable");
        var kept = Regex.Matches(objects, @"(?:count|in-pack): (\d+)").Sum(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        Assert.InRange(kept, 1, 260);
    }

    [Fact]
    public async Task AcquiringFromAPoolThatIsNowhereListsThePools()
    {
        Repository.CommitPool("gcp");
        Repository.CommitPool("cf/fresh");

        var put = await Aws.PutAsync(new { acquire = true });

        Assert.Contains("there is no pool aws in the branch (the branch has cf/fresh, gcp)", put.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AcquiringWhileAllLocksAreBeingCleanedWaits()
    {
        Repository.CommitPool("aws-lifecycle", claimed: ["env-1"]);
        using var waiting = Aws.StartPut(new { acquire = true });
        await waiting.SaysAsync("waiting for a free lock of pool aws");

        Repository.Commit("cleaned", Change.Move("aws-lifecycle/claimed/env-1", "aws/unclaimed/env-1"));

        Assert.Equal("env-1", (await waiting.EndAsync()).LockName);
    }

    [Fact]
    public async Task AWaitSaysWhoHoldsTheLockAndSinceWhen()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.Commit(
            "main/deploy/prod build 7 claiming: env-1\n\nBuild URL: https://ci.example.com/builds/7\n",
            Change.Move("aws/unclaimed/env-1", "aws/claimed/env-1"));
        Repository.CommitPool("gcp");

        using var waiting = Aws.StartPut(new { acquire = true });

        Assert.StartsWith(
            "waiting for a free lock of pool aws: env-1 is held by main/deploy/prod build 7 since 2026-01-02 03:05:05Z (https://ci.example.com/builds/7), held ",
            await waiting.SaysAsync("waiting"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task AWaitForWhatAPersonHoldsNamesThePerson()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);

        using var waiting = Aws.StartPut(new { claim = "env-1" });

        Assert.Contains("env-1 is held by Ada since 2026-01-02 03:04:05Z", await waiting.SaysAsync("waiting"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GitConfigGoesThroughNoShell()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var pwned = Folder["pwned"];
        var name = $"$(touch {pwned}) `touch {pwned}`; touch {pwned} \" ' \\ # x";
        Aws.Source["git_config"] = new JsonArray(new JsonObject { ["name"] = "user.name", ["value"] = name });

        await Aws.PutAsync(new { acquire = true });

        Assert.Equal($"{name} <ci-pool@localhost>", Repository.Last.Author);
        Assert.False(File.Exists(pwned));
    }

    [Theory]
    [InlineData("user.name\n[core]\n\tsshCommand = touch pwned")]
    [InlineData("nonsense")]
    [InlineData("alias.x = !touch pwned")]
    [InlineData("")]
    public async Task ANameInGitConfigIsNothingButAName(string name)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Source["git_config"] = new JsonArray(new JsonObject { ["name"] = name, ["value"] = "x" });

        Assert.StartsWith("error: source.git_config: ", (await Aws.PutAsync(new { acquire = true })).Refusal, StringComparison.Ordinal);
    }

    private async Task<string> CommandsOfARoundAsync(int commits)
    {
        var repository = new LockRepository(Folder[$"{commits}.git"]);
        repository.CommitPool("gcp");
        repository.CommitPool("aws", unclaimed: ["env-1"]);
        repository.CommitAll(History(commits));
        var known = repository.Commit("known", Change.Put("aws/unclaimed/env-2"));
        repository.CommitPool("other");
        var remote = new PipelineResource(Scripts, Folder, $"file://{repository.Path}", "main", "aws");
        remote.Source["debug"] = true;

        var check = await remote.CheckAsync();
        var since = await remote.CheckAsync(known);
        var acquire = await remote.PutAsync(new { claim = "env-1" });
        repository.CommitPool("yet-another");
        var get = await remote.GetAsync(acquire.Ref);
        var release = await remote.PutAsync(new { release = "lock" });

        Assert.Equal(0, release.ExitCode);
        var lines = new[] { check, since, acquire, get, release }.SelectMany(run => run.Lines).Where(line => line.StartsWith("git ", StringComparison.Ordinal));
        return Changing().Replace(string.Join('\n', lines), "…");
    }

    private static IEnumerable<(string, IEnumerable<Change>)> History(int commits) =>
        Enumerable.Range(0, commits).Select(n => ($"{n}", (IEnumerable<Change>)[Change.Put("aws/unclaimed/env-3", $"{n}")]));

    [GeneratedRegex("[0-9a-f]{40}|/tmp/[^ ]*|file:[^ ]*| in [0-9]+ ms")]
    private static partial Regex Changing();
}
