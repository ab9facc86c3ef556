using PoolResource.History;
using PoolResource.Web.Pages.Use;

namespace PoolResource.WebTests.Pages;

public sealed class BarsOfALock
{
    [Fact]
    public void AreOneWhereManyHoldsFallTogetherAndTakeNoMoreThanThose()
    {
        const int Many = 10_000;
        Assert.True(CommitId.TryParse(new string('a', 40), out var commit));
        var tenure = new Tenure(
            new Lock(PoolName.Parse("aws", "pool"), LockState.Claimed, LockName.Parse("env-1", "lock")), commit, new Holder("somebody", DateTimeOffset.UnixEpoch, null), DateTimeOffset.UnixEpoch);
        var bars = Enumerable.Repeat(new Bar(0.5, 0.5, [tenure]), Many).ToList();
        var before = GC.GetAllocatedBytesForCurrentThread();

        var merged = Bar.Merged([new Bar(0, 0.1, [tenure]), .. bars, new Bar(0.9, 1, [tenure])], 0.01);

        Assert.Equal([1, Many, 1], merged.Select(bar => bar.Tenures.Count));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Many * 1000);
    }
}
