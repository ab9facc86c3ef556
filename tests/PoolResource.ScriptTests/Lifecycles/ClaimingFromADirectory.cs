namespace PoolResource.ScriptTests.Lifecycles;

public sealed class ClaimingFromADirectory : LifecycleTest
{
    [Fact]
    public async Task TakesTheLockItNamesInOneCommit()
    {
        Repository.CommitPool("aws-lifecycle", unclaimed: ["env-1", "env-2"]);
        Lifecycle.Artifact("arrived", "env-2");

        var claim = await Lifecycle.PutAsync(new { claim_from = "arrived" });

        Assert.Equal(Response(Repository.Tip, "env-2", "aws-lifecycle"), claim.Stdout);
        Assert.Equal(["aws-lifecycle/claimed/env-2", "aws-lifecycle/unclaimed/env-1"], Standing);
        Assert.Equal(2, Repository.Log.Count);
        Assert.Equal("main/deploy/test build 42 claiming: env-2", Repository.Last.Subject);
    }

    [Fact]
    public async Task ASecondTimeGoesOnWithTheClaimOfTheFirst()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Artifact("arrived", "env-1");
        var claim = new { claim_from = "arrived", @as = "env" };

        var first = await Aws.PutAsync(claim);
        var second = await Aws.PutAsync(claim);

        Assert.Equal(Response(Repository.Tip, "env-1"), second.Stdout);
        Assert.Equal(first.Ref, Repository.Log[1].Id);
        Assert.Equal("main/deploy/test build 42 continuing: env-1", Repository.Last.Subject);
    }

    [Fact]
    public async Task GivesUpAtOnceWhenItMayNotWait()
    {
        var tip = Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("arrived", "env-1");

        var claim = await Aws.PutAsync(new { claim_from = "arrived", timeout = "0s" });

        Assert.StartsWith("error: gave up waiting for lock env-1 of pool aws after 0s", claim.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }

    [Fact]
    public async Task ThatNamesALockThatHasGoneFails()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Artifact("arrived", "env-2");

        var claim = await Aws.PutAsync(new { claim_from = "arrived" });

        Assert.StartsWith("error: there is no lock env-2 in pool aws (it has env-1)", claim.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThatIsNotThereFails()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);

        var claim = await Aws.PutAsync(new { claim_from = "arrived" });

        Assert.StartsWith("error: params.claim_from: there is no directory \"arrived\"", claim.Refusal, StringComparison.Ordinal);
    }
}
