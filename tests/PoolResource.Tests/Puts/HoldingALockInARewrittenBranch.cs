namespace PoolResource.Tests.Puts;

public sealed class HoldingALockInARewrittenBranch : IDisposable
{
    private const string Refusal = "the claim of lock env-1 of pool aws cannot be found in the branch …";

    private readonly Put put = new();
    private readonly CommitId root;

    public HoldingALockInARewrittenBranch() => root = put.Branch.Then("aws/unclaimed/env-1 aws/unclaimed/env-2");

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("{0}")]
    [InlineData("reworded\n\nPool: aws\nClaim-Id: {1}\n")]
    [InlineData("squashed\n\n* claiming: env-2\n\nClaim-Id: other\n\n* claiming: env-1\n\nClaim-Id: {1}\n")]
    [InlineData("claiming: env-1\n\nClaim-Id: older\n\nunclaiming: env-1\n\nclaiming: env-1\n\nClaim-Id: {1}\n")]
    [InlineData("continuing: env-1\n\nClaim-Id: newer\nContinues: {1}\n")]
    public async Task IsToldByTheCommitThatNamesTheClaim(string message)
    {
        var (text, id) = await ClaimAsync();
        Rewrite(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, text, id));

        await put.RunAsync("""{"release": "env"}""");

        Assert.Contains("aws/unclaimed/env-1", put.Branch.Files, StringComparison.Ordinal);
        Assert.DoesNotContain(put.Lines, line => line.StartsWith("warning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("main/other/job build 7 claiming: env-1\n\nPool: aws\nClaim-Id: B\n")]
    [InlineData("claiming: env-1\n\nClaim-Id: {1}\n\nunclaiming: env-1\n\nclaiming: env-1\n\nClaim-Id: B\n")]
    [InlineData("claiming: env-1")]
    public async Task IsLostWhereTheCommitNamesAnotherClaim(string message)
    {
        var (_, id) = await ClaimAsync();
        Rewrite(string.Format(System.Globalization.CultureInfo.InvariantCulture, message, "", id));

        Sentence.Matches("lock env-1 of pool aws is no longer held by this claim: it was taken by …", await put.RefusalAsync("""{"release": "env"}"""));
    }

    [Theory]
    [InlineData("squashed")]
    [InlineData("claiming: env-2\n\nPool: aws\nClaim-Id: C\n")]
    public async Task IsBelievedWithAWarningWhereNoneIsNamed(string message)
    {
        await ClaimAsync();
        Rewrite(message);

        await put.RunAsync("""{"release": "env"}""");

        Assert.Contains("aws/unclaimed/env-1", put.Branch.Files, StringComparison.Ordinal);
        Assert.Contains(put.Lines, line => line.EndsWith("assuming that it is this build", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("\"repository\": \"", "\"repository\": \"/other")]
    [InlineData("\"branch\": \"main\"", "\"branch\": \"other\"")]
    [InlineData("\"repository\"", "\"unknown\"")]
    public async Task IsNotBelievedOfAnotherRepositoryOrBranch(string own, string others)
    {
        await ClaimAsync();
        var file = Path.Combine(put.Branch.Repository, "env", "claim.json");
        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        Assert.Contains(own, text, StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, text.Replace(own, others, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        Rewrite("squashed");

        Sentence.Matches(Refusal, await put.RefusalAsync("""{"release": "env"}"""));
    }

    [Fact]
    public async Task IsOverWhereTheLockIsFree()
    {
        await ClaimAsync();
        put.Branch.On([], "aws/unclaimed/env-1", "squashed");

        await put.RunAsync("""{"release": "env"}""");

        Assert.Contains(put.Lines, line => line.StartsWith("warning: lock env-1 of pool aws was already released by A Person", StringComparison.Ordinal));
    }

    [Fact]
    public async Task IsRefusedWhereTheLockIsNowhere()
    {
        await ClaimAsync();
        put.Branch.On([], "aws/unclaimed/env-2", "squashed");

        Sentence.Matches(Refusal, await put.RefusalAsync("""{"release": "env"}"""));
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, false)]
    [InlineData(true, true)]
    [InlineData(false, true)]
    public async Task IsFoundWhereItsCommitWasAmendedAndMore(bool onTheSameRoot, bool isPruned)
    {
        var (text, _) = await ClaimAsync();
        var amended = put.Branch.On(onTheSameRoot ? [root] : [], "aws/claimed/env-1=amended aws/unclaimed/env-2", text);
        put.Branch.On([amended], "aws/claimed/env-1=edited aws/unclaimed/env-2", "by hand");
        put.Branch.Then("aws/claimed/env-1=edited aws/claimed/env-2", "claiming: env-2\n\nPool: aws\nClaim-Id: C\n");
        if (isPruned)
        {
            put.Branch.Git("reflog", "expire", "--expire=now", "--all");
            put.Branch.Git("gc", "--quiet", "--prune=now");
        }

        await put.RunAsync("""{"release": "env"}""");

        Assert.Equal("edited", put.Branch.Git("show", "main:aws/unclaimed/env-1"));
    }

    [Theory]
    [InlineData("env-1", "A", "https://ci/builds/1")]
    [InlineData("env-2", "B", "https://ci/builds/2")]
    public async Task IsHandedOutAsTheClaimOfItsOwnLock(string name, string claimId, string page)
    {
        var squashed = put.Branch.Then(
            name == "env-1" ? "aws/claimed/env-1 aws/claimed/env-2" : "aws/unclaimed/env-1 aws/claimed/env-2",
            "squashed\n\nclaiming: env-1\n\nBuild URL: https://ci/builds/1\n\nPool: aws\nClaim-Id: A\n\nclaiming: env-2\n\nBuild URL: https://ci/builds/2\n\nPool: aws\nClaim-Id: B\n");

        await put.GetAsync(new Version(squashed.Value));

        Assert.Equal($"{name}\n", put.Read("env", "name"));
        Assert.Contains($"\"claim_id\": \"{claimId}\"", put.Read("env", "claim.json"), StringComparison.Ordinal);
        Assert.Contains($"\"build_url\": \"{page}\"", put.Read("env", "claim.json"), StringComparison.Ordinal);
    }

    private void Rewrite(string message) => put.Branch.On([], "aws/claimed/env-1 aws/claimed/env-2", message);

    private async Task<(string Message, string Id)> ClaimAsync()
    {
        await put.GetAsync((await put.RunAsync("""{"claim": "env-1"}""")).Version);
        return (put.Branch.Git("log", "-1", "--format=%B"), put.Branch.Git("log", "-1", "--format=%(trailers:key=Claim-Id,valueonly)").Trim());
    }
}
