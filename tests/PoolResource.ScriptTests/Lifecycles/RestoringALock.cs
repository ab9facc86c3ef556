using PoolResource.Testing;

namespace PoolResource.ScriptTests.Lifecycles;

public sealed class RestoringALock : LifecycleTest
{
    [Fact]
    public async Task MovesItBackFreeInOneCommit()
    {
        Repository.CommitPool("aws-lifecycle", unclaimed: ["env-1"]);
        await ClaimAsync(Lifecycle, "env-1");
        var commits = Repository.Log.Count;

        var restore = await Lifecycle.PutAsync(new { restore = "env-1" });

        Assert.Equal(Response(Repository.Tip, "env-1", "aws-lifecycle"), restore.Stdout);
        Assert.Equal(
            [
                "aws-lifecycle/claimed/.gitkeep", "aws-lifecycle/unclaimed/.gitkeep",
                "aws/claimed/.gitkeep", "aws/unclaimed/.gitkeep", "aws/unclaimed/env-1",
            ],
            Repository.Files);
        Assert.Equal("content of env-1\n"u8, Repository.Read("aws/unclaimed/env-1"));
        Assert.Equal(commits + 1, Repository.Log.Count);
        Assert.Equal("main/deploy/test build 42 restoring: env-1", Repository.Last.Subject);
    }

    [Fact]
    public async Task ASecondTimeSucceedsWithAWarning()
    {
        Repository.CommitPool("aws-lifecycle", unclaimed: ["env-1"]);
        await ClaimAsync(Lifecycle, "env-1");

        var first = await Lifecycle.PutAsync(new { restore = "env-1" });
        var second = await Lifecycle.PutAsync(new { restore = "env-1" });

        Assert.Equal(Unchanged(first.Ref, "env-1", "aws-lifecycle"), second.Stdout);
        Assert.Equal(["warning: lock env-1 is already in pool aws (unclaimed); nothing to do"], second.Lines);
        Assert.Equal(first.Ref, Repository.Tip);
    }

    [Fact]
    public async Task ThatSomebodyElseCleansByNowIsRefused()
    {
        Repository.CommitPool("aws-lifecycle", unclaimed: ["env-1"]);
        await ClaimAsync(Lifecycle, "env-1");
        await LoseAsync(Lifecycle, "aws-lifecycle", "env-1");

        var restore = await Lifecycle.PutAsync(new { restore = "env-1" });

        Assert.Contains("lock env-1 of pool aws-lifecycle is no longer held by this claim", restore.Refusal, StringComparison.Ordinal);
        Assert.Equal(["aws-lifecycle/claimed/env-1"], Standing);
    }

    [Fact]
    public async Task ThatNobodyCleansIsRefused()
    {
        Repository.CommitPool("aws-lifecycle", unclaimed: ["env-1"]);
        Lifecycle.Artifact("env-1", "env-1");

        var restore = await Lifecycle.PutAsync(new { restore = "env-1" });

        Assert.Equal("error: lock env-1 of pool aws-lifecycle is unclaimed; claim it before restoring it", restore.Refusal);
    }

    [Fact]
    public async Task OfANameThePoolHasIsRefused()
    {
        Repository.Commit(
            "set up", Change.Put("aws/unclaimed/env-1", "one"), Change.Put("aws-lifecycle/claimed/env-1", "another"));
        Lifecycle.Artifact("env-1", "env-1");

        var restore = await Lifecycle.PutAsync(new { restore = "env-1" });

        Assert.Contains("pool aws has a lock env-1 already (unclaimed)", restore.Refusal, StringComparison.Ordinal);
        Assert.Equal(["aws-lifecycle/claimed/env-1", "aws/unclaimed/env-1"], Standing);
    }

    [Fact]
    public async Task OfAPoolThatCleansNothingIsRefused()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("env-1", "env-1");

        var restore = await Aws.PutAsync(new { restore = "env-1" });

        Assert.Equal(
            "error: params.restore: pool aws is no lifecycle pool; use a resource whose source.pool is aws-lifecycle",
            restore.Refusal);
    }
}
