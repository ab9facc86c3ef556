using PoolResource.History;

namespace PoolResource.Tests.HistoryOfLocks;

public sealed class MergedLinesOfALock
{
    private const string Free = "aws/unclaimed/a";
    private const string Held = "aws/claimed/a";

    private readonly MadeCommits made = new();
    private readonly CommitId fork;

    public MergedLinesOfALock() => fork = made.Then($"{Free} aws/unclaimed/b");

    // Whoever pulls before a push makes the branch's line the second parent of the merge.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AreThatOfTheLineThatTellsMoreOfIt(bool isBranchFirst)
    {
        var taken = made.On([fork], $"{Held} aws/unclaimed/b", "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: x");
        var freed = made.On([taken], $"{Free} aws/unclaimed/b", "t/p/j build 1 unclaiming: a\n\nPool: aws");
        var side = made.On([fork], $"{Free} aws/unclaimed/b README");
        Merge(isBranchFirst, freed, side, $"{Free} aws/unclaimed/b README");

        Assert.Equal([$"{Held} x by t/p/j build 1 1-2 Released by t/p/j build 1"], Tenures("aws/a"));
        Assert.Equal(["Added", "Added", "Claimed", "Released"], made.History.Events.Select(what => $"{what.Kind}"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AreToldForEachLockByItself(bool isBranchFirst)
    {
        var main = made.On([fork], $"{Held} aws/unclaimed/b", "mine");
        var side = made.On([fork], $"{Free} aws/claimed/b", "mine, too");
        Merge(isBranchFirst, main, side, $"{Held} aws/claimed/b");

        Assert.Equal([$"{Held} - by Jane 1-"], Tenures("aws/a"));
        Assert.Equal(["aws/claimed/b - by Jane 2-"], Tenures("aws/b"));
        Assert.DoesNotContain(made.History.Events, what => what.Commit == made.History.Tip);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AreGoneOnWithByAMergeThatTakesBackWhatTheyTell(bool isBranchFirst)
    {
        var main = made.On([fork], $"{Held} aws/unclaimed/b", "mine");
        var side = made.On([fork], $"{Free} aws/unclaimed/b README");
        Merge(isBranchFirst, main, side, $"{Free} aws/unclaimed/b README");

        Assert.Equal([$"{Held} - by Jane 1-3 Released by Jane"], Tenures("aws/a"));
    }

    // Both lines have changed it once, and so the merge has it from its first parent, or has changed what that has.
    [Theory]
    [InlineData(Held, $"{Held} - by Jane 1-")]
    [InlineData("gcp/unclaimed/a", $"{Held} - by Jane 1-3 Removed by Jane")]
    public void AreThoseOfTheFirstParentWhereBothTellAsMuch(string merged, string tenure)
    {
        var main = made.On([fork], $"{Held} aws/unclaimed/b", "mine");
        var side = made.On([fork], $"gcp/unclaimed/a aws/unclaimed/b", "elsewhere");
        Merge(isFirst: true, main, side, $"{merged} aws/unclaimed/b");

        Assert.Equal([tenure], Tenures("aws/a"));
    }

    [Fact]
    public void AreOfOneLineWhenAnOctopusBringsThem()
    {
        var one = made.On([fork], $"{Held} aws/unclaimed/b", "mine");
        var two = made.On([fork], $"{Free} aws/claimed/b", "mine, too");
        var three = made.On([fork], $"{Free} aws/unclaimed/b gcp/claimed/c", "and this");
        made.On([one, two, three], $"{Held} aws/claimed/b gcp/claimed/c");

        Assert.Equal(5, made.History.Events.Count);
        Assert.All(["aws/a", "aws/b", "gcp/c"], lockName => Assert.Single(made.History.TenuresOf(MadeCommits.Of(lockName))));
    }

    [Fact]
    public void MayStandOnACommitThatWasReadLongAgo()
    {
        var main = made.Then($"{Held} aws/unclaimed/b", "mine");
        for (var n = 0; n < 1200; n++)
        {
            main = made.On([main], $"{Held} aws/unclaimed/b README={n}");
        }

        var side = made.On([fork], $"{Free} aws/claimed/b", "mine, too");
        Merge(isFirst: true, main, side, $"{Held} aws/claimed/b");

        Assert.Equal(["aws/claimed/b - by Jane 1202-"], Tenures("aws/b"));
        Assert.Equal([$"{Held} - by Jane 1-"], Tenures("aws/a"));
    }

    [Fact]
    public void AreRefusedWhereNothingIsKnownOfAParent()
    {
        made.Then($"{Held} aws/unclaimed/b");

        Assert.ThrowsAny<InvalidOperationException>(() => LockHistory.Empty.Add(made.All.Skip(1)));
    }

    private void Merge(bool isFirst, CommitId one, CommitId other, string files) => made.On(isFirst ? [one, other] : [other, one], files, "Merge branch 'main'");

    private IEnumerable<string> Tenures(string one) => made.History.TenuresOf(MadeCommits.Of(one)).Select(MadeCommits.Said);
}
