using System.Text.Json;
using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class StatusOfPools : IDisposable
{
    private const string Build = "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42";

    private readonly TestFolder folder = new(TestContext.Current.TestMethod!.MethodName);
    private readonly LockRepository repository;

    public StatusOfPools()
    {
        repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        repository.CommitPool("aws-lifecycle", unclaimed: ["env-3"]);
        repository.Commit(
            $"main/deploy/test build 42 claiming: env-1\n\nBuild URL: {Build}\n\nPool: aws\nClaim-Id: 0193-1\nReason: nightly\n",
            Change.Delete("aws/unclaimed/env-1"), Change.Put("aws/claimed/env-1", "x"));
        repository.CommitPool("gcp/eu");
    }

    [Fact]
    public async Task TellsWhoHoldsWhatSinceWhen()
    {
        var run = await RunAsync();

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Equal(
            $"""
            aws-lifecycle  1 free · 0 claimed
              env-3  unclaimed  2026-01-02 03:05Z, 2 h 59 m

            aws  1 free · 1 claimed · 1 in its lifecycle pool
              env-1  claimed    main/deploy/test build 42  2026-01-02 03:06Z, 2 h 58 m  nightly · {Build}
              env-2  unclaimed                             2026-01-02 03:04Z, 3 h

            gcp/eu  0 free · 0 claimed

            """,
            run.Stdout);
    }

    [Fact]
    public async Task TellsProgramsTheSame()
    {
        var json = JsonDocument.Parse((await RunAsync("aws", "--json")).Stdout).RootElement;

        Assert.Equal(("main", repository.Tip), (json.GetProperty("branch").GetString(), json.GetProperty("ref").GetString()));
        var pool = Assert.Single(json.GetProperty("pools").EnumerateArray());
        Assert.Equal((1, 1, 1), (pool.GetProperty("unclaimed").GetInt32(), pool.GetProperty("claimed").GetInt32(), pool.GetProperty("lifecycle").GetInt32()));
        Assert.Equal(
            $$"""{"name":"env-1","state":"claimed","holder":"main/deploy/test build 42","since":"2026-01-02T03:06:05+00:00","build_url":"{{Build}}","reason":"nightly","claim_id":"0193-1","ref":"{{repository.Git("rev-parse", "main~1").Trim()}}","person":null,"by_hand":false,"lease_until":null}""",
            pool.GetProperty("locks")[0].GetRawText());
    }

    [Theory]
    [InlineData("2026-01-02T07:04:05Z", "leased until 2026-01-02 07:04Z")]
    [InlineData("2026-01-02T05:04:05Z", "lease over since 2026-01-02 05:04Z")]
    public async Task TellsUntilWhenAClaimIsLeased(string until, string said)
    {
        repository.Commit($"main/deploy/test build 42 renewing: env-1\n\nPool: aws\nLock: env-1\nClaim-Id: 0193-1\nLease-Until: {until}\nRenewed-By: Anna <anna@example.com>\n");

        var run = await RunAsync("aws");
        var json = JsonDocument.Parse((await RunAsync("aws", "--json")).Stdout).RootElement.GetProperty("pools")[0].GetProperty("locks")[0];

        Assert.Contains($"main/deploy/test build 42  2026-01-02 03:06Z, 2 h 58 m  {said}  nightly", run.Stdout, StringComparison.Ordinal);
        Assert.Equal((until, "0193-1"), (json.GetProperty("lease_until").GetDateTimeOffset().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture), json.GetProperty("claim_id").GetString()));
    }

    [Fact]
    public async Task TellsHowManyWait()
    {
        var build = new Build("4711", "42", "test", "deploy", "main", Build);
        repository.Stand(LockRepository.FirstCommit, build);
        repository.Stand(LockRepository.FirstCommit.AddMinutes(1), build, want: "env-1");
        repository.Git("update-ref", $"{StandingInALine.LineOf(repository, "aws")}no-ticket", repository.Tip);
        var environment = new Dictionary<string, string> { ["XDG_CACHE_HOME"] = folder["cache"] };
        folder.Write("locks.yml", "uri: locks.git\nbranch: main\ndebug: true\n");

        var first = await PoolRun.InAsync(folder.Path, environment, null, Words("aws", "gcp/eu"));
        var second = await PoolRun.InAsync(folder.Path, environment, null, "status", "aws", "gcp/eu", "--source", "locks.yml");
        var json = JsonDocument.Parse((await RunAsync("aws", "gcp/eu", "--json")).Stdout).RootElement.GetProperty("pools");

        Assert.StartsWith("aws  1 free · 1 claimed · 2 waiting · 1 in its lifecycle pool\n", first.Stdout, StringComparison.Ordinal);
        Assert.EndsWith("gcp/eu  0 free · 0 claimed\n", first.Stdout, StringComparison.Ordinal);
        Assert.Equal(first.Stdout, second.Stdout);
        Assert.StartsWith("git ls-remote", Assert.Single(second.Stderr.Split('\n'), line => line.StartsWith("git ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal([2, 0], json.EnumerateArray().Select(pool => pool.GetProperty("waiting").GetInt32()));
    }

    [Fact]
    public async Task AsksTheHostForTheTipAloneWhenNothingIsNew()
    {
        var environment = new Dictionary<string, string> { ["XDG_CACHE_HOME"] = folder["cache"] };
        var first = await PoolRun.InAsync(folder.Path, environment, null, Words());
        folder.Write("locks.yml", "uri: locks.git\nbranch: main\ndebug: true\n");

        var second = await PoolRun.InAsync(folder.Path, environment, null, "status", "--source", "locks.yml");

        Assert.Equal(first.Stdout, second.Stdout);
        Assert.StartsWith("git ls-remote", Assert.Single(second.Stderr.Split('\n'), line => line.StartsWith("git ", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PutsThePageBelowWhereALineIsTooShort() => Assert.Contains(
        $"  env-1  claimed    main/deploy/test build 42  2026-01-02 03:06Z, 2 h 58 m\n    nightly · {Build}\n",
        (await PoolRun.InAsync(folder.Path, new() { ["TERM"] = "xterm", ["NO_COLOR"] = "1" }, 100, Words())).Stdout, StringComparison.Ordinal);

    [Theory]
    [InlineData(true, "xterm", null, true)]
    [InlineData(true, "xterm", "", true)]
    [InlineData(true, "xterm", "1", false)]
    [InlineData(true, "dumb", null, false)]
    [InlineData(false, "xterm", null, false)]
    public async Task IsColouredOnATerminalAlone(bool isTerminal, string kind, string? noColour, bool isColoured)
    {
        var environment = new Dictionary<string, string> { ["TERM"] = kind };
        if (noColour is not null)
        {
            environment["NO_COLOR"] = noColour;
        }

        var run = await PoolRun.InAsync(folder.Path, environment, isTerminal ? 200 : null, Words());

        Assert.Equal(isColoured, run.Stdout.Contains("\e[32m", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("nix", "error: POOL: the branch has no pool nix; it has aws-lifecycle, aws, gcp/eu")]
    [InlineData("-x", "error: there is no option \"-x\"")]
    public async Task IsRefusedForAPoolThatIsNone(string pool, string sentence) => Assert.Equal(sentence, (await RunAsync("--", pool)).Sentence.Replace("; see pool status --help", "", StringComparison.Ordinal));

    [Fact]
    public async Task SaysHowLongALockIsUsuallyHeldAndReadsOnlyWhatIsNew()
    {
        using var branch = new TestedBranch();
        Dictionary<string, string> cache = new() { ["XDG_CACHE_HOME"] = branch.Folder["cache"] };
        for (var build = 1; build <= 3; build++)
        {
            branch.Claim(build);
            branch.Release(build);
            await PoolRun.InAsync(branch.Folder.Path, cache, null, "status", "--uri", "locks.git", "--branch", "main");
        }

        var run = await PoolRun.InAsync(branch.Folder.Path, cache, null, "status", "--uri", "locks.git", "--branch", "main");

        Assert.StartsWith("aws  2 free · 0 claimed · usually held 1 m\n", run.Stdout, StringComparison.Ordinal);
        Assert.Single(Directory.GetDirectories(branch.Folder["cache/pool-resource"]));
        Assert.Equal(60, (await branch.JsonAsync("status")).GetProperty("pools")[0].GetProperty("usual_hold_seconds").GetInt64());
    }

    public void Dispose() => folder.Dispose();

    private Task<PoolRun> RunAsync(params string[] more) => PoolRun.InAsync(folder, Words(more));

    private string[] Words(params string[] more) => ["status", "--uri", "locks.git", "--branch", "main", .. more];
}
