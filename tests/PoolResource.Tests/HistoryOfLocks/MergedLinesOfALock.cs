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

    // Each line has done something else with it.
    [Theory]
    [InlineData(true, Held, $"{Held} - by Jane 1-")]
    [InlineData(false, Held, $"{Held} - by Jane 1-")]
    [InlineData(true, "gcp/unclaimed/a", "")]
    [InlineData(false, "gcp/unclaimed/a", "")]
    [InlineData(true, Free, $"{Held} - by Jane 1-3 Released by Jane")]
    [InlineData(false, Free, "")]
    public void AreThoseOfTheLineFromWhichTheMergeHasIt(bool isMainFirst, string merged, string tenures)
    {
        var main = made.On([fork], $"{Held} aws/unclaimed/b", "mine");
        var side = made.On([fork], "gcp/unclaimed/a aws/unclaimed/b", "elsewhere");
        Merge(isMainFirst, main, side, $"{merged} aws/unclaimed/b");

        Assert.Equal(tenures, string.Join(", ", Tenures("aws/a")));
    }

    // A claim that was lost by hand: the merge has the lock as both lines have it, and the first parent's word counts.
    [Theory]
    [InlineData(true, "x")]
    [InlineData(false, "y")]
    public void AreThoseOfTheFirstParentWhereBothLinesHaveItAlike(bool isMainFirst, string claim)
    {
        var main = made.On([fork], $"{Held} aws/unclaimed/b", "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: x");
        var freed = made.On([made.On([fork], $"{Held} aws/unclaimed/b", "mine")], $"{Free} aws/unclaimed/b", "given back");
        var side = made.On([freed], $"{Held} aws/unclaimed/b", "t/p/j build 2 claiming: a\n\nPool: aws\nClaim-Id: y");
        Merge(isMainFirst, main, side, $"{Held} aws/unclaimed/b README");

        Assert.Equal(claim, made.History.Held(MadeCommits.Of("aws/a"))!.ClaimId);
    }

    // However little it has to tell, and however much was done there: it is not the beginning of what the other tells.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void AreNotThoseOfTheLongerLineWhereTheMergeHasTheLockFromTheOther(bool isMainFirst)
    {
        var main = made.On([fork], $"{Held} aws/unclaimed/b", "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: x");
        var taken = made.On([fork], $"{Held} aws/unclaimed/b", "t/p/j build 2 claiming: a\n\nPool: aws\nClaim-Id: y");
        var side = made.On([taken], $"{Free} aws/unclaimed/b", "t/p/j build 2 unclaiming: a\n\nPool: aws");
        Merge(isMainFirst, main, side, $"{Held} aws/unclaimed/b");

        Assert.Equal([$"{Held} x by t/p/j build 1 1-"], Tenures("aws/a"));
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
