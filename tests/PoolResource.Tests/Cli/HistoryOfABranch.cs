using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class HistoryOfABranch : IDisposable
{
    private readonly TestedBranch branch = new();

    public HistoryOfABranch()
    {
        branch.Claim(7, more: "Waited: 127s\n");
        branch.Release(7);
        branch.Claim(8, more: "Reason: nightly\n");
        branch.ReleaseByHand();
        branch.Claim(9);
    }

    public void Dispose() => branch.Dispose();

    [Fact]
    public async Task TellsWhatHappened()
    {
        var run = await branch.RunAsync("history", "--limit", "5");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Equal(
            $"""
            2026-01-02 03:05Z  aws/env-1  claimed   main/deploy/test build 7            waited 2 m 7 s  {TestedBranch.Page}7
            2026-01-02 03:06Z  aws/env-1  released  main/deploy/test build 7                            {TestedBranch.Page}7
            2026-01-02 03:07Z  aws/env-1  claimed   main/deploy/test build 8 (nightly)                  {TestedBranch.Page}8
            2026-01-02 03:08Z  aws/env-1  released  Ada
            2026-01-02 03:09Z  aws/env-1  claimed   main/deploy/test build 9                            {TestedBranch.Page}9

            """,
            run.Stdout);
    }

    [Fact]
    public async Task TellsWhoHeldALock()
    {
        var run = await branch.RunAsync("history", "aws/env-1");

        Assert.Equal(
            $"""
            aws/env-1  2 holds ended · half within 1 m · longest 1 m
              2026-01-02 03:05Z  █░░░░░░░░░░░  1 m       main/deploy/test build 7            released         {TestedBranch.Page}7
              2026-01-02 03:07Z  █░░░░░░░░░░░  1 m       main/deploy/test build 8 (nightly)  released by Ada  {TestedBranch.Page}8
              2026-01-02 03:09Z  ████████████  2 h 55 m  main/deploy/test build 9            held             {TestedBranch.Page}9

            """,
            run.Stdout);
    }

    // Whoever has logged in is named as at a terminal, and the account is not told.
    [Fact]
    public async Task NamesAPersonWhoHasLoggedIn()
    {
        branch.Repository.Commit(
            "claiming: env-2\n\nPool: aws\nClaim-Id: id\nPerson: Anna <anna@example.com>\nAccount: github:583231\n",
            Change.Delete("aws/unclaimed/env-2"), Change.Put("aws/claimed/env-2", "x"));

        var claimed = (await branch.JsonAsync("history", "aws/env-2")).GetProperty("events").EnumerateArray().Last();
        var status = (await branch.JsonAsync("status", "aws")).GetProperty("pools")[0].GetProperty("locks").EnumerateArray().Single(one => one.GetProperty("name").GetString() == "env-2");

        Assert.Equal(("claimed", "Anna", true, "Anna <anna@example.com>"), (claimed.GetProperty("kind").GetString(), claimed.GetProperty("by").GetString(), claimed.GetProperty("by_hand").GetBoolean(), claimed.GetProperty("person").GetString()));
        Assert.Equal(("Anna", true, "Anna <anna@example.com>"), (status.GetProperty("holder").GetString(), status.GetProperty("by_hand").GetBoolean(), status.GetProperty("person").GetString()));
        Assert.DoesNotContain("github", $"{claimed}{status}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellsProgramsTheSame()
    {
        var json = await branch.JsonAsync("history", "aws/env-1", "--limit", "1");

        Assert.Equal(
            ["uri", "branch", "ref", "rewritten", "lock", "events", "tenures"], json.EnumerateObject().Select(one => one.Name));
        Assert.Equal(branch.Repository.Tip, json.GetProperty("ref").GetString());
        Assert.Equal(
            $$"""{"kind":"claimed","lock":"aws/env-1","at":"2026-01-02T03:09:05+00:00","from":"aws/unclaimed/env-1","to":"aws/claimed/env-1","by":"main/deploy/test build 9","build_url":"{{TestedBranch.Page}}9","by_hand":false,"job":"main/deploy/test","claim_id":"id-9","reason":null,"waited_seconds":null,"ref":"{{branch.Repository.Tip}}","person":null,"lease_until":null}""",
            Assert.Single(json.GetProperty("events").EnumerateArray()).GetRawText());
        Assert.Equal(
            $$"""{"holder":"main/deploy/test build 9","build_url":"{{TestedBranch.Page}}9","by_hand":false,"job":"main/deploy/test","claim_id":"id-9","reason":null,"ref":"{{branch.Repository.Tip}}","from":"2026-01-02T03:09:05+00:00","until":null,"seconds":10500,"ended":null,"ended_by":null,"ended_by_another":false,"person":null,"lease_until":null}""",
            Assert.Single(json.GetProperty("tenures").EnumerateArray()).GetRawText());
    }

    [Theory]
    [InlineData("178m", 4)]
    [InlineData("176m", 2)]
    [InlineData("1d", 7)]
    [InlineData("10m", 0)]
    [InlineData("100000d", 7)]
    [InlineData("10000w", 7)]
    public async Task GoesBackAsFarAsAsked(string since, int events) =>
        Assert.Equal(events, (await branch.JsonAsync("history", "--since", since)).GetProperty("events").GetArrayLength());

    [Theory]
    [InlineData("--since: \"soon\" is not a time; write 30d, 2w or 12h", "history", "--since", "soon")]
    [InlineData("--since: \"-3d\" is not a time; write 30d, 2w or 12h", "history", "--since", "-3d")]
    [InlineData("--since: \"99999999999d\" is not a time; write 30d, 2w or 12h", "stats", "--since", "99999999999d")]
    [InlineData("--since: \"30\" is not a duration; write 10s, 30m or 1h30m", "stats", "--since", "30")]
    [InlineData("--limit is not a number of lines; write 50, or 0 for all", "history", "--limit", "-1")]
    [InlineData("LOCK: \"env-1\" names no pool; write it with its pool, as in aws/env-1", "history", "env-1")]
    public async Task IsRefusedForWhatCannotBeMeant(string sentence, params string[] words)
    {
        var run = await branch.RunAsync(words);

        Assert.Equal((2, $"error: {sentence}; see pool {words[0]} --help"), (run.ExitCode, run.Sentence));
    }

    [Fact]
    public async Task IsRefusedForALockThatNeverWas()
    {
        var run = await branch.RunAsync("history", "aws/env-7");

        Assert.Equal((1, "error: LOCK: the branch has no lock aws/env-7, and never had one"), (run.ExitCode, run.Sentence));
    }

    [Fact]
    public async Task SaysThatNothingHasHappened() => Assert.Equal("nothing has happened in that time\n", (await branch.RunAsync("history", "--since", "1m")).Stdout);

    [Fact]
    public async Task TellsOfAWayToAnotherPoolAndOfARewrittenBranch()
    {
        Dictionary<string, string> cache = new() { ["XDG_CACHE_HOME"] = branch.Folder["cache"] };
        string[] words = ["history", "--limit", "1", "--uri", "locks.git", "--branch", "main"];
        await PoolRun.InAsync(branch.Folder.Path, cache, null, words);
        var gone = branch.Repository.Tip;
        branch.Repository.Git("update-ref", "refs/heads/main", branch.Repository.Git("rev-parse", "main~1").Trim());
        branch.Repository.Commit("recycling: env-2\n\nPool: aws\n", Change.Delete("aws/unclaimed/env-2"), Change.Put("aws-lifecycle/unclaimed/env-2", "content of env-2\n"));

        var run = await PoolRun.InAsync(branch.Folder.Path, cache, null, words);

        Assert.Contains($"the branch was rewritten after {gone}; what is not in it any more is not told\n", run.Stdout, StringComparison.Ordinal);
        Assert.Contains("aws/env-2  recycled to aws-lifecycle", run.Stdout, StringComparison.Ordinal);
    }
}
