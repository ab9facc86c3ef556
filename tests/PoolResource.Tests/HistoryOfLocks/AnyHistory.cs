using FsCheck.Fluent;
using PoolResource.Git.Graph;
using PoolResource.Git.Objects;
using PoolResource.History;

namespace PoolResource.Tests.HistoryOfLocks;

public sealed class AnyHistory
{
    [Fact]
    public void TellsOfEveryLockAtEveryMomentWhatTheTreesTell() => Property.Holds(Gen.Choose(0, 1_000_000_000), 40, seed =>
    {
        using var host = new HostedBranch();
        var branch = new RandomBranch(seed, host);
        var slow = new SlowReading(host);
        using var objects = new GitObjects(host.Repository);
        var (reader, read, random) = (new HistoryReader(objects), LockHistory.Empty, new Random(seed));
        foreach (var tip in branch.Tips.Where(_ => random.Next(4) > 0).Append(branch.Tips.Last()))
        {
            read = reader.Read(read, tip, TestContext.Current.CancellationToken);
            var whole = reader.Read(LockHistory.Empty, tip, TestContext.Current.CancellationToken);

            Assert.Equal(tip, read.Tip);
            Assert.Equal(whole.Commits, read.Commits);
            Assert.Null(read.Rewritten);
            Assert.All(slow.Locks, one => Assert.Equal(slow.Tell(tip, one), SlowReading.Tell(read, one)));
            Assert.All(slow.Locks, one => Assert.Equal(whole.EventsOf(one), read.EventsOf(one)));
            Assert.All(slow.Locks, one => Assert.Equal(whole.TenuresOf(one), read.TenuresOf(one)));
        }
    });
}
