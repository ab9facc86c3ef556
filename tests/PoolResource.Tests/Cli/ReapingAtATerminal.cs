using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

/// <summary>Two claims an hour and more old: of a build that failed, and of one that runs.</summary>
public sealed class ReapingAtATerminal : IDisposable
{
    private readonly TestedBranch branch = new();
    private readonly ConcourseServer concourse = new() { ExternalUrl = "https://ci.example.com" };

    public ReapingAtATerminal()
    {
        branch.Claim(7, "env-1");
        branch.Claim(8, "env-2");
        concourse.Add(
            new ConcourseBuild(1, "7", "failed") { EndTime = LockRepository.FirstCommit.AddHours(2).ToUnixTimeSeconds() },
            new ConcourseBuild(2, "8", "started"));
    }

    public void Dispose()
    {
        branch.Dispose();
        concourse.Dispose();
    }

    [Fact]
    public async Task TakesTheLocksOfBuildsThatEnded()
    {
        var answer = await JsonAsync("--ended-builds", "--to", "recycle");

        Assert.Equal("env-1", Assert.Single(answer.GetProperty("reaped").EnumerateArray()).GetString());
        Assert.True(answer.GetProperty("changed").GetBoolean());
        Assert.Equal(
            ["env-1 id-7 main/deploy/test build 7 True its build failed 1 h ago", "env-2 id-8 main/deploy/test build 8 False its build still runs (started)"],
            answer.GetProperty("claims").EnumerateArray().Select(claim => $"{claim.GetProperty("lock")} {claim.GetProperty("claim_id")} {claim.GetProperty("holder")} {claim.GetProperty("stale").GetBoolean()} {claim.GetProperty("why")}"));
        Assert.Contains("aws-lifecycle/unclaimed/env-1", RealGit.Run("--git-dir", branch.Repository.Path, "ls-tree", "-r", "--name-only", "main"), StringComparison.Ordinal);
        Assert.Equal(
            "Ann <ann@example.com>\nrecycling: env-1\n\nPool: aws\nPerson: Ann <ann@example.com>\nReason: its build failed 1 h ago\nReaped: id-7",
            RealGit.Run("--git-dir", branch.Repository.Path, "log", "-1", "--format=%an <%ae>%n%B", "main").Trim());
    }

    [Fact]
    public async Task OnlySaysOfEachWhatWouldBecomeOfItAndWhy()
    {
        var run = await RunAsync("--ended-builds=all", "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains(": stale, its build failed 1 h ago", run.Stderr, StringComparison.Ordinal);
        Assert.Contains(": kept, its build still runs (started)", run.Stderr, StringComparison.Ordinal);
        Assert.Contains("aws/claimed/env-1", RealGit.Run("--git-dir", branch.Repository.Path, "ls-tree", "-r", "--name-only", "main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task GoesByAgeWithoutAskingAnybody()
    {
        var answer = await JsonAsync("--stale-after", "1h", "--lock", "*-2");

        Assert.Equal("env-2", Assert.Single(answer.GetProperty("reaped").EnumerateArray()).GetString());
        Assert.Empty(concourse.Requests);
    }

    [Fact]
    public async Task IsToldOfEachLockByItsHistory()
    {
        await JsonAsync("--stale-after", "1h");

        foreach (var name in new[] { "env-1", "env-2" })
        {
            var last = (await branch.JsonAsync("history", $"aws/{name}")).GetProperty("events").EnumerateArray().First(one => one.GetProperty("kind").GetString() == "released");

            Assert.Equal("Ann", last.GetProperty("by").GetString());
            Assert.StartsWith("held for 2 h", last.GetProperty("reason").GetString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(2, "nothing says which claims are stale; give --ended-builds, --stale-after 4h or --lease")]
    [InlineData(2, "--ended-builds: \"some\" is not all; …", "--ended-builds=some")]
    [InlineData(2, "--stale-after: \"soon\" is not a duration; …", "--stale-after", "soon")]
    [InlineData(2, "--stale-after: every claim would be stale at once; …", "--stale-after", "0s")]
    [InlineData(2, "--to: \"away\" is no place for the locks of aws; …", "--lease", "--to", "away")]
    [InlineData(2, "--to: \"aws/claimed\" is no place …", "--lease", "--to", "aws/claimed")]
    [InlineData(2, "--at-most: \"0\" is no number of locks; …", "--lease", "--at-most", "0")]
    [InlineData(2, "--at-most: \"x\" is no number of locks; …", "--lease", "--at-most", "x")]
    [InlineData(2, "--lock: it names no lock; …", "--lease", "--lock", "")]
    [InlineData(2, "--concourse-url must be where Concourse answers, …", "--lease", "--concourse-url", "https://me:secret@ci.example.com")]
    [InlineData(2, "--ended-builds: nobody says where Concourse answers; give --concourse-url, …", "--ended-builds")]
    public async Task IsRefusedWhereItCannotBeMeant(int exitCode, string sentence, params string[] words)
    {
        var run = await branch.RunAsync(["reap", "aws", "--as", "Ann <ann@example.com>", .. words]);

        Assert.Equal(exitCode, run.ExitCode);
        Sentence.Matches($"error: {sentence}", run.Sentence);
    }

    private Task<PoolRun> RunAsync(params string[] words) => branch.RunAsync([.. Words(words)]);

    private Task<System.Text.Json.JsonElement> JsonAsync(params string[] words) => JsonOfAsync(RunAsync([.. words, "--json"]));

    private static async Task<System.Text.Json.JsonElement> JsonOfAsync(Task<PoolRun> running)
    {
        var run = await running;
        Assert.True(run.ExitCode == 0, run.Stderr);
        return System.Text.Json.JsonDocument.Parse(run.Stdout).RootElement;
    }

    private IEnumerable<string> Words(string[] words) => ["reap", "aws", "--as", "Ann <ann@example.com>", "--concourse-url", concourse.Origin, .. words];
}
