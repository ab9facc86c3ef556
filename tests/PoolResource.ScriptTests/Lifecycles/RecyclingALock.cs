using PoolResource.Testing;

namespace PoolResource.ScriptTests.Lifecycles;

public sealed class RecyclingALock : LifecycleTest
{
    [Fact]
    public async Task MovesItToTheLifecyclePoolInOneCommit()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        await ClaimAsync(Aws, "env-1");
        var commits = Repository.Log.Count;

        var recycle = await Aws.PutAsync(new { recycle = "env-1" });

        Assert.Equal(Response(Repository.Tip, "env-1"), recycle.Stdout);
        Assert.Equal(
            [
                "aws-lifecycle/claimed/.gitkeep", "aws-lifecycle/unclaimed/.gitkeep", "aws-lifecycle/unclaimed/env-1",
                "aws/claimed/.gitkeep", "aws/unclaimed/.gitkeep", "aws/unclaimed/env-2",
            ],
            Repository.Files);
        Assert.Equal("content of env-1\n"u8, Repository.Read("aws-lifecycle/unclaimed/env-1"));
        Assert.Equal(commits + 1, Repository.Log.Count);
        Assert.Equal("main/deploy/test build 42 recycling: env-1", Repository.Last.Subject);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ASecondTimeSucceedsWithAWarning(bool withClaim)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        await ClaimAsync(Aws, "env-1");
        if (!withClaim)
        {
            File.Delete(Path.Combine(Aws.Inputs, "env-1", "claim.json"));
        }

        var first = await Aws.PutAsync(new { recycle = "env-1" });
        var second = await Aws.PutAsync(new { recycle = "env-1" });

        Assert.Equal(Unchanged(first.Ref, "env-1"), second.Stdout);
        Assert.Equal(["warning: lock env-1 is already in pool aws-lifecycle (unclaimed); nothing to do"], second.Lines);
        Assert.Equal(first.Ref, Repository.Tip);
    }

    [Fact]
    public async Task ThatSomebodyElseHoldsByNowIsRefused()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        await ClaimAsync(Aws, "env-1");
        await LoseAsync(Aws, "aws", "env-1");

        var recycle = await Aws.PutAsync(new { recycle = "env-1" });
        var lenient = await Aws.PutAsync(new { recycle = "env-1", on_lost = "warn" });

        Assert.Contains("lock env-1 of pool aws is no longer held by this claim", recycle.Refusal, StringComparison.Ordinal);
        Assert.StartsWith("warning: lock env-1 of pool aws is no longer held", Assert.Single(lenient.Lines), StringComparison.Ordinal);
        Assert.Equal(0, lenient.ExitCode);
        Assert.Equal(["aws/claimed/env-1"], Standing);
    }

    [Fact]
    public async Task ThatIsFreeIsRefused()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Artifact("env-1", "env-1");

        var recycle = await Aws.PutAsync(new { recycle = "env-1" });

        Assert.Equal("error: lock env-1 of pool aws is unclaimed; claim it before recycling it", recycle.Refusal);
        Assert.Equal(tip, Repository.Tip);
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("unclaimed")]
    public async Task OfANameTheLifecyclePoolHasIsRefused(string state)
    {
        var tip = Repository.Commit(
            "set up", Change.Put("aws/claimed/env-1", "one"), Change.Put($"aws-lifecycle/{state}/env-1", "another"));
        Aws.Artifact("env-1", "env-1");

        var recycle = await Aws.PutAsync(new { recycle = "env-1" });

        Assert.Contains($"pool aws-lifecycle has a lock env-1 already ({state})", recycle.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }

    [Theory]
    [InlineData("unclaimed")]
    [InlineData("claimed")]
    public async Task IsWaitedForByWhoeverClaimsIt(string state)
    {
        Repository.Commit("set up", Change.Put("aws/unclaimed/env-2"), Change.Put($"aws-lifecycle/{state}/env-1"));
        using var waiting = Aws.StartPut(new { claim = "env-1" });

        await waiting.SaysAsync($"waiting for lock env-1, which is being recycled in pool aws-lifecycle ({state})");
        Repository.Commit("back", Change.Move($"aws-lifecycle/{state}/env-1", "aws/unclaimed/env-1"));
        var claim = await waiting.EndAsync();

        Assert.Equal(Response(Repository.Tip, "env-1"), claim.Stdout);
        Assert.Equal(["aws/claimed/env-1", "aws/unclaimed/env-2"], Standing);
    }
}
