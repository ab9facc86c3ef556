using System.Text.Json;

namespace PoolResource.Tests.Puts;

public sealed class LeasingALock : IDisposable
{
    private const string Files = "aws/unclaimed/env-1=old blue/unclaimed/other";

    // The clock of the put stands still as long as nobody waits.
    private const string InFourHours = "2026-01-02T07:04:05Z";

    private readonly Put put = new();

    public LeasingALock() => put.Branch.Then(Files);

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("""{"acquire": true, "lease": "4h"}""")]
    [InlineData("""{"claim": "env-1", "lease": "4h", "as": "mine"}""")]
    [InlineData("""{"claim_from": "given", "lease": 14400000000000}""")]
    [InlineData("""{"add_claimed": {"name": "env-9"}, "lease": "240m"}""")]
    public async Task IsSaidByTheClaimItsFileTheLogAndTheAnswer(string parameters)
    {
        Directory.CreateDirectory(Path.Combine(put.Branch.Repository, "given"));
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "given", "name"), "env-1", TestContext.Current.CancellationToken);

        var response = await put.RunAsync(parameters);
        var get = await put.GetAsync(response.Version);

        Assert.Contains($"\nLease-Until: {InFourHours}\n", put.Branch.Git("log", "-1", "--format=%B", "main"), StringComparison.Ordinal);
        Assert.Equal(InFourHours, HandedOut("env").GetProperty("lease_until").GetString());
        Assert.EndsWith(", leased until 2026-01-02 07:04:05Z", Assert.Single(put.Lines, line => line.Contains("claim", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.All([response, get], answer => Assert.Equal(("lease_until", InFourHours), (answer.Metadata[2].Name, answer.Metadata[2].Value)));
    }

    // By then whoever reaps may have freed it.
    [Fact]
    public async Task IsGivenBackWhereTheHostTakesTheClaimOnlyWhenItIsOver()
    {
        put.Branch.Hook("update", "test -e good || { echo disk quota exceeded >&2; exit 1; }");
        put.Time.Paused = elapsed =>
        {
            if (elapsed > TimeSpan.FromMinutes(31))
            {
                File.WriteAllText(Path.Combine(put.Branch.Repository, "good"), "");
            }
        };

        Sentence.Matches(
            "the host took the claim of lock env-1 of pool aws only when its lease was over (2026-01-02T03:34:05Z); run it again, or give it a longer lease; …",
            await put.RefusalAsync("""{"acquire": true, "lease": "30m", "timeout": "2h"}"""));

        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/.gitkeep aws/unclaimed/env-1 blue/unclaimed/other", put.Branch.Files);
        Assert.Equal(3, put.Branch.Commits);
    }

    [Theory]
    [InlineData("""{"release": "env", "lease": "4h"}""", "params.lease: release makes no claim that could be leased; give it with acquire, claim, claim_from, add_claimed, renew, or leave it out")]
    [InlineData("""{"add": {"name": "x"}, "lease": "4h"}""", "params.lease: add makes no claim …")]
    [InlineData("""{"renew": "env"}""", "params.renew needs params.lease: …")]
    [InlineData("""{"renew": "env", "lease": ""}""", "params.renew needs params.lease: …")]
    [InlineData("""{"acquire": true, "lease": "0s"}""", "params.lease: a lease of no time …")]
    [InlineData("""{"acquire": true, "lease": 4}""", "params.lease: 4 would be nanoseconds; …")]
    [InlineData("""{"renew": "bare", "lease": "4h"}""", "params.renew: there is no claim.json beside the name of lock env-1, …")]
    public async Task IsRefusedWhereItMeansNothing(string parameters, string sentence)
    {
        await ClaimAsync();
        Directory.CreateDirectory(Path.Combine(put.Branch.Repository, "bare"));
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "bare", "name"), "env-1", TestContext.Current.CancellationToken);

        Sentence.Matches(sentence, await put.RefusalAsync(parameters));
    }

    [Fact]
    public async Task IsRenewedByACommitThatChangesNoFileAndIsNobodysClaim()
    {
        var claim = await ClaimAsync();
        var id = HandedOut("env").GetProperty("claim_id").GetString();

        var response = await put.RunAsync("""{"renew": "env", "lease": "6h"}""");

        Assert.Equal(put.Branch.Git("rev-parse", "main^{tree}"), put.Branch.Git("rev-parse", "main~1^{tree}"));
        Assert.Equal(
            $"main/deploy/test build 42 renewing: env-1\n\nBuild URL: https://ci/builds/1234\n\nPool: aws\nLock: env-1\nClaim-Id: {id}\nBuild-Id: 1234\nLease-Until: 2026-01-02T09:04:05Z\n",
            put.Branch.Git("log", "-1", "--format=%B", "main").TrimEnd('\n') + "\n");
        Assert.Equal(new Version(put.Branch.Tip.Value, "env-1") { Claim = claim.Ref }, response.Version);
        Assert.Contains(put.Lines, line => line.StartsWith("renewing: env-1 (", StringComparison.Ordinal) && line.EndsWith(", leased until 2026-01-02 09:04:05Z", StringComparison.Ordinal));
    }

    // Of the put, of the claim it renews, and the bare commit.
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task IsHandedOutAsItStandsWithTheClaimItself(int which)
    {
        var claim = await ClaimAsync();
        var before = HandedOut("env");
        var renewal = (await put.RunAsync("""{"renew": "env", "lease": "6h"}""")).Version;
        put.Branch.Then("aws/claimed/env-1=old aws/unclaimed/env-2 blue/unclaimed/other", "add another");

        await put.GetAsync(which switch { 0 => renewal, 1 => claim, _ => new Version(renewal.Ref) }, "again");

        var after = HandedOut("again");
        Assert.Equal("2026-01-02T09:04:05Z", after.GetProperty("lease_until").GetString());
        Assert.All(["claim_id", "ref", "claimed_at", "build_url"], key => Assert.Equal(before.GetProperty(key).GetString(), after.GetProperty(key).GetString()));
        Assert.Equal("old", put.Read("again", "metadata"));
    }

    [Fact]
    public async Task IsTheNewestOneBeItShorter()
    {
        await ClaimAsync();
        await put.RunAsync("""{"renew": "env", "lease": "6h"}""");
        await put.RunAsync("""{"renew": "env", "lease": "1m"}""");

        Assert.Contains("is held by main/deploy/test build 42 since 2026-01-02 03:04:05Z (https://ci/builds/1234), held 0 s, leased until 2026-01-02 03:05:05Z", await WaitAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsKeptByAnUpdateAndByAMove()
    {
        await ClaimAsync();
        await put.RunAsync("""{"renew": "env", "lease": "6h"}""");
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "env", "metadata"), "new", TestContext.Current.CancellationToken);

        await put.RunAsync("""{"update": "env"}""");
        var updated = await WaitAsync();
        await put.RunAsync("""{"move": {"lock": "env", "to": "blue", "state": "claimed"}}""");

        Assert.Contains("leased until 2026-01-02 09:04:05Z", updated, StringComparison.Ordinal);
        Assert.Contains("\nLease-Until: 2026-01-02T09:04:05Z\n", put.Branch.Git("log", "-1", "--format=%B", "main"), StringComparison.Ordinal);
        await put.RunAsync("""{"renew": "env", "lease": "7h"}""");
        await put.RunAsync("""{"release": "env"}""");
        Assert.Contains("blue/unclaimed/env-1", put.Branch.Files, StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsOfTheRunThatGoesOnWithTheClaim()
    {
        await put.RunAsync("""{"claim": "env-1", "as": "mine", "lease": "1h"}""");
        var again = await put.RunAsync("""{"claim": "env-1", "as": "mine", "lease": "4h"}""");
        await put.GetAsync(again.Version);

        await put.RunAsync("""{"renew": "env", "lease": "5h"}""");

        Assert.Contains("leased until 2026-01-02 08:04:05Z", await WaitAsync(), StringComparison.Ordinal);
        await put.RunAsync("""{"release": {"as": "mine"}}""");
        Assert.Contains("aws/unclaimed/env-1", put.Branch.Files, StringComparison.Ordinal);
    }

    // Whoever was handed a claim and changes the lock under it does not hold it by that.
    [Fact]
    public async Task StaysTheHoldersWhereAnotherBuildChangesTheLock()
    {
        const string HeldBy = "\nHeld-By: main/deploy/test build 42\n";
        var first = put.Build;
        await ClaimAsync();
        foreach (var (name, content, isTold) in new[] { ("42", "one", false), ("7", "two", true), ("8", "three", true), ("42", "four", false) })
        {
            put.Build = name == "42" ? first : first with { Id = $"7{name}", Name = name, Url = $"https://ci/builds/7{name}" };
            await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "env", "metadata"), content, TestContext.Current.CancellationToken);

            await put.RunAsync("""{"update": "env"}""");

            Assert.Equal(isTold, put.Branch.Git("log", "-1", "--format=%B", "main").Contains(HeldBy, StringComparison.Ordinal));
        }

        put.Build = first with { Id = "77", Name = "7", Url = "https://ci/builds/77" };
        await put.RunAsync("""{"move": {"lock": "env", "to": "blue", "state": "claimed"}}""");
        Assert.Contains(HeldBy, put.Branch.Git("log", "-1", "--format=%B", "main"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("by hand", "A Person")]
    [InlineData("taken\n\nBuild URL: https://ci/builds/9\n", "https://ci/builds/9")]
    [InlineData("main/other/job build 9 claiming: env-1\n\nBuild URL: https://ci/builds/9\n", "main/other/job build 9")]
    public async Task StaysWhosesoeverItIsWhenABuildChangesTheLock(string message, string holder)
    {
        await put.GetAsync(new Version(put.Branch.Then("aws/claimed/env-1=old blue/unclaimed/other", message).Value));
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "env", "metadata"), "new", TestContext.Current.CancellationToken);

        await put.RunAsync("""{"update": "env"}""");

        Assert.Contains($"\nHeld-By: {holder}\n", put.Branch.Git("log", "-1", "--format=%B", "main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IsRenewedByAnotherBuildInTheNameOfTheHolder()
    {
        await ClaimAsync();
        put.Build = put.Build with { Id = "77", Name = "7", Url = "https://ci/builds/77" };

        await put.RunAsync("""{"renew": "env", "lease": "6h"}""");

        var message = put.Branch.Git("log", "-1", "--format=%B", "main");
        Assert.StartsWith("main/deploy/test build 42 renewing: env-1\n\nBuild URL: https://ci/builds/1234\n", message, StringComparison.Ordinal);
        Assert.Contains("\nBuild-Id: 1234\n", message, StringComparison.Ordinal);
        Assert.Contains("\nRenewed-By: main/deploy/test build 7\n", message, StringComparison.Ordinal);
        Assert.Contains("is held by main/deploy/test build 42 since 2026-01-02 03:04:05Z", await WaitAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release", "lock env-1 of pool aws is no longer held by this claim: it was already released by main/deploy/test build 42 at …; nothing was changed…")]
    [InlineData("recycle", "lock env-1 is no longer in pool aws: it was moved to aws-lifecycle (unclaimed) by …; nothing was changed…")]
    [InlineData("remove", "lock env-1 is no longer in pool aws: it was taken out by …; nothing was changed…")]
    [InlineData("again", "lock env-1 of pool aws is no longer held by this claim: it was taken by main/deploy/test build 42 at …; nothing was changed…")]
    public async Task IsNotRenewedOnceTheClaimIsOver(string end, string sentence)
    {
        await ClaimAsync();
        await put.RunAsync($$"""{"{{(end == "again" ? "release" : end)}}": "env"}""");
        if (end == "again")
        {
            await put.RunAsync("""{"claim": "env-1"}""");
        }

        var tip = put.Branch.Tip;
        Sentence.Matches(sentence, await put.RefusalAsync("""{"renew": "env", "lease": "6h"}"""));
        await put.RunAsync("""{"renew": "env", "lease": "6h", "on_lost": "warn"}""");

        Sentence.Matches($"warning: {sentence}", put.Lines[^1]);
        Assert.Equal(tip, put.Branch.Tip);
    }

    [Fact]
    public async Task IsOfAClaimOfTheBaselineByItsCommit()
    {
        var claim = put.Branch.Then("aws/claimed/env-1=old blue/unclaimed/other", "claiming: env-1");
        await put.GetAsync(new Version(claim.Value));

        await put.RunAsync("""{"renew": "env", "lease": "6h"}""");

        Assert.Contains($"\nClaim-Id: {claim}\n", put.Branch.Git("log", "-1", "--format=%B", "main"), StringComparison.Ordinal);
        Assert.Contains("is held by A Person since 2026-01-01 00:01:00Z, held 1 d 3 h, leased until 2026-01-02 09:04:05Z", await WaitAsync(), StringComparison.Ordinal);
        await put.RunAsync("""{"release": "env"}""");
        Assert.Contains("aws/unclaimed/env-1", put.Branch.Files, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("other")]
    [InlineData("unreadable")]
    public async Task IsNotWhatSomebodyElseWrites(string kind)
    {
        await ClaimAsync("1h");
        var (id, until) = kind == "other" ? ("B", "2026-01-02T09:00:00Z") : (HandedOut("env").GetProperty("claim_id").GetString(), "9999-12-31T23:59:59Z");
        put.Branch.Then("aws/claimed/env-1=old blue/unclaimed/other", $"renewing: env-1\n\nPool: aws\nLock: env-1\nClaim-Id: {id}\nLease-Until: {until}\n");

        Assert.Contains("is held by main/deploy/test build 42 since 2026-01-02 03:04:05Z (https://ci/builds/1234), held 0 s, leased until 2026-01-02 04:04:05Z", await WaitAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task FreesNothingWhenItIsOver()
    {
        await ClaimAsync("1s");

        Sentence.Matches("gave up waiting for lock env-1 of pool aws after 1m: env-1 is held by …, lease over since 2026-01-02 03:04:06Z; …", await put.RefusalAsync("""{"claim": "env-1", "timeout": "1m"}"""));
        Assert.Contains("aws/claimed/env-1", put.Branch.Files, StringComparison.Ordinal);
    }

    private Task<string> WaitAsync() => put.RefusalAsync("""{"claim": "env-1", "timeout": "0s"}""");

    private JsonElement HandedOut(string artifact) => JsonDocument.Parse(put.Read(artifact, "claim.json")!).RootElement;

    private async Task<Version> ClaimAsync(string lease = "4h")
    {
        var claim = await put.RunAsync($$"""{"claim": "env-1", "lease": "{{lease}}"}""");
        await put.GetAsync(claim.Version);
        return claim.Version;
    }
}
