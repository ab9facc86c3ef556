using PoolResource.History;

namespace PoolResource.Tests.HistoryOfLocks;

public sealed class SnapshotsOfAHistory
{
    private static readonly PooledLock A = MadeCommits.Of("aws/a");

    private readonly MadeCommits made = new();

    [Fact]
    public void AreWhatTheyWereWhenMoreIsRead()
    {
        made.Then("aws/unclaimed/a");
        made.Then("aws/claimed/a", "mine");
        var before = LockHistory.Empty.Add(made.All);
        made.Then("aws/unclaimed/a", "done");

        var after = before.Add(made.All.Skip(2));

        Assert.Equal(("aws/claimed/a", 2, 2), ($"{before.Standing(A)}", before.Commits, before.Events.Count));
        Assert.NotNull(before.Held(A));
        Assert.Null(Assert.Single(before.TenuresOf(A)).End);
        Assert.Equal(("aws/unclaimed/a", 3, 3), ($"{after.Standing(A)}", after.Commits, after.Events.Count));
        Assert.Null(after.Held(A));
        Assert.NotNull(Assert.Single(after.TenuresOf(A)).End);
    }

    [Fact]
    public void MayGoOnInMoreThanOneWay()
    {
        var first = made.Then("aws/unclaimed/a");
        made.On([first], "aws/claimed/a", "mine");
        made.On([first], "gcp/unclaimed/a", "elsewhere");
        var known = LockHistory.Empty.Add([made.All[0]]);

        Assert.Equal("aws/claimed/a", $"{known.Add([made.All[1]]).Standing(A)}");
        Assert.Equal("", $"{known.Add([made.All[2]]).Standing(A)}");
    }

    [Fact]
    public void SayOfNothingThatTheyAreEmpty()
    {
        Assert.Null(LockHistory.Empty.Tip);
        Assert.Empty(LockHistory.Empty.Locks);
        Assert.Empty(LockHistory.Empty.Events);
        Assert.Empty(LockHistory.Empty.TenuresOf(A));
        Assert.Null(LockHistory.Empty.Standing(A));
        Assert.Null(LockHistory.Empty.Rewritten);
    }

    [Fact]
    public void SayThatTheyBeganAnewForAsLongAsTheyGoOn()
    {
        var gone = made.Then("aws/claimed/a");

        var history = LockHistory.Anew(gone).Add(made.All);

        Assert.Equal(gone, history.Rewritten);
        Assert.Equal(1, history.Commits);
    }

    [Fact]
    public async Task MayBeReadByManyThreads()
    {
        made.Then("aws/unclaimed/a");
        for (var n = 0; n < 50; n++)
        {
            made.Then("aws/claimed/a", "mine");
            made.Then("aws/unclaimed/a", "done");
        }

        var history = made.History;

        var told = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => (history.Events.Count, history.TenuresOf(A).Count, history.Add([]).Events.Count))));

        Assert.All(told, one => Assert.Equal((101, 50, 101), one));
    }
}
