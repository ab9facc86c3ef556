using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Operations;

public sealed class AcquiringALock
{
    [Theory]
    [InlineData(BranchOf.LockUnclaimed, "claiming: env-1: aws/unclaimed/env-1 -> aws/claimed/env-1; env-1 claimed")]
    [InlineData(BranchOf.LockNowhere, "claiming: spare: aws/unclaimed/spare -> aws/claimed/spare; spare claimed")]
    [InlineData(BranchOf.LockClaimed, "busy: a free lock of pool aws; held: aws/claimed/env-1, aws/claimed/held")]
    [InlineData(BranchOf.LockInBoth, "busy: a free lock of pool aws; held: aws/claimed/env-1")]
    [InlineData(BranchOf.LockToBeCleaned, "busy: a free lock of pool aws; held: aws/claimed/held")]
    [InlineData(BranchOf.LockBeingCleaned, "busy: a free lock of pool aws; held: aws/claimed/held, aws-lifecycle/claimed/env-1")]
    [InlineData(BranchOf.OnlyTheLifecycle, "busy: a free lock of pool aws; held: ")]
    [InlineData(BranchOf.PoolEmpty, "busy: a free lock of pool aws; held: ")]
    [InlineData(BranchOf.NoSuchPool, "refused: there is no pool aws in the branch (the branch has gcp, team/azure); …")]
    [InlineData(BranchOf.Nothing, "refused: there is no pool aws in the branch (the branch has none); …")]
    public void DependsOnWhatIsFree(string branch, string answer) =>
        Answer.Is(answer, new AcquireLock(Answer.Aws, new Random(1)), branch);

    [Fact]
    public void TakesALockThatIsFreeThoughAnotherStandsInBothStates() =>
        Answer.Is(
            "claiming: b: …",
            new AcquireLock(Answer.Aws, new Random(1)),
            "aws/claimed/a aws/unclaimed/a aws/unclaimed/b");

    [Fact]
    public void NeverTakesAFileWhoseNameStartsWithADot() =>
        Answer.Is(
            "busy: a free lock of pool aws; held: ",
            new AcquireLock(Answer.Aws, new Random(1)),
            "aws/claimed/.keep aws/unclaimed/.gitkeep aws/unclaimed/.hidden");

    [Fact]
    public void SpreadsOverAllThatAreFree()
    {
        var pools = MemoryPools.Of("aws/unclaimed/a aws/unclaimed/b aws/unclaimed/c aws/claimed/d");
        var random = new Random(1);

        var taken = Enumerable.Range(0, 100)
            .Select(_ => Assert.IsType<Changed>(new AcquireLock(Answer.Aws, random).Decide(pools)).Lock.Value)
            .Distinct().Order();

        Assert.Equal(["a", "b", "c"], taken);
    }

    [Theory]
    [InlineData(BranchOf.LockClaimed, Busy.Release, "")]
    [InlineData("aws/claimed/a", Busy.Release, "")]
    [InlineData(BranchOf.LockInBoth, Busy.Release, "lock env-1 stands in both aws/claimed/env-1 and aws/unclaimed/env-1; remove one of them from the branch")]
    [InlineData("aws/claimed/a aws/claimed/b aws/unclaimed/a", Busy.Release, "lock a stands in both aws/claimed/a and aws/unclaimed/a; remove one of them from the branch")]
    [InlineData(BranchOf.OnlyTheLifecycle, Busy.Restore, "pool aws has no locks: 0 free, 0 held, 1 in aws-lifecycle")]
    [InlineData(BranchOf.PoolEmpty, Busy.Restore, "pool aws has no locks: 0 free, 0 held, 0 in aws-lifecycle; add one")]
    public void TellsWhyNoneIsFreeAndWhatHelps(string branch, string remedy, string notes)
    {
        var busy = Assert.IsType<Busy>(new AcquireLock(Answer.Aws, new Random(1)).Decide(MemoryPools.Of(branch)));

        Assert.Equal((remedy, notes), (busy.Remedy, string.Join(", ", busy.Notes)));
    }

    [Theory]
    [InlineData("a", "claiming: b: …")]
    [InlineData("a b", "busy: a free lock of pool aws; held: ")]
    public void LeavesALockWhosePlaceAmongTheClaimedIsTaken(string taken, string answer)
    {
        var pools = new MemoryPools(MemoryPools.Of("aws/unclaimed/a aws/unclaimed/b").Files)
        {
            Taken = [.. taken.Split(' ').Select(name => new Lock(Answer.Aws, LockState.Claimed, LockName.Parse(name, "x")))],
        };

        foreach (var seed in Enumerable.Range(0, 10))
        {
            Sentence.Matches(answer, Answer.Of(new AcquireLock(Answer.Aws, new Random(seed)), pools));
        }
    }

    [Fact]
    public void NeverBeginsABranch() => Assert.False(new AcquireLock(Answer.Aws, Random.Shared).StartsBranch);
}
