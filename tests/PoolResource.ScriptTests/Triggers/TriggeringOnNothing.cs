using PoolResource.Testing;

namespace PoolResource.ScriptTests.Triggers;

public sealed class TriggeringOnNothing : TriggerTest
{
    [Fact]
    public async Task OfAPoolWithoutAFreeLockTellsNothing()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);

        Assert.Equal("[]\n", (await RunAsync("check", null)).Stdout);
    }

    [Fact]
    public async Task OfAPoolThatIsNotThereTellsNothing()
    {
        Repository.CommitPool("gcp", unclaimed: ["env-1"]);

        Assert.Equal("[]\n", (await RunAsync("check", null)).Stdout);
    }

    [Fact]
    public async Task OfABranchThatIsNotThereTellsNothing() => Assert.Equal("[]\n", (await RunAsync("check", null)).Stdout);

    [Fact]
    public async Task OfLocksThatCameAndWentTellsNothing()
    {
        Repository.CommitPool("aws");
        Arrives("env-1");
        Arrives("env-2");
        Repository.Commit("gone", Change.Delete("aws/unclaimed/env-1"), Change.Delete("aws/unclaimed/env-2"));

        Assert.Empty(await CheckAsync());
    }

    [Fact]
    public async Task OfFilesThatAreNoLocksTellsNothing()
    {
        Repository.Commit("set up", Change.Put("aws/unclaimed/.gitkeep"), Change.Put("aws/unclaimed/deep/env-1"));

        Assert.Empty(await CheckAsync());
    }

    [Fact]
    public async Task RepeatsTheKnownVersionAfterItsLockHasGone()
    {
        var known = Arrives("env-1");
        IsClaimed("env-1");

        Assert.Equal([known], await CheckAsync(known));
    }
}
