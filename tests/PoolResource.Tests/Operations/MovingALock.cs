using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Operations;

public sealed class MovingALock
{
    private static readonly PoolName Lifecycle = Answer.Aws.Lifecycle;

    [Theory]
    [InlineData(BranchOf.LockClaimed, "recycling: env-1: aws/claimed/env-1 -> aws-lifecycle/unclaimed/env-1; env-1")]
    [InlineData(BranchOf.LockUnclaimed, "refused: lock env-1 of pool aws is unclaimed; …")]
    [InlineData(BranchOf.LockToBeCleaned, "unchanged: env-1; warning: …in pool aws-lifecycle (unclaimed)…")]
    [InlineData("aws/claimed/env-1 aws-lifecycle/unclaimed/env-1", "refused: pool aws-lifecycle has a lock env-1 already (unclaimed); …")]
    [InlineData(BranchOf.LockBeingCleaned, "refused: lock env-1 is not in pool aws, but in pool aws-lifecycle (claimed), …")]
    [InlineData(BranchOf.LockNowhere, "refused: there is no lock env-1 in pool aws (it has held, spare); …")]
    [InlineData(BranchOf.LockInBoth, "refused: lock env-1 stands in both aws/claimed/env-1 and aws/unclaimed/env-1; …")]
    [InlineData(BranchOf.PoolEmpty, "refused: there is no lock env-1 in pool aws (it has none); …")]
    [InlineData(BranchOf.NoSuchPool, "refused: there is no pool aws in the branch …")]
    [InlineData("aws/claimed/env-1 aws-lifecycle/claimed/env-1", "refused: pool aws-lifecycle has a lock env-1 already (claimed); …")]
    public void ToBeCleanedNeedsAClaim(string branch, string answer) =>
        Answer.Is(answer, MoveLock.Recycle(Answer.Aws, Answer.Env1), branch);

    [Theory]
    [InlineData(BranchOf.LockBeingCleaned, "restoring: env-1: aws-lifecycle/claimed/env-1 -> aws/unclaimed/env-1; env-1")]
    [InlineData(BranchOf.LockToBeCleaned, "refused: lock env-1 of pool aws-lifecycle is unclaimed; …")]
    [InlineData(BranchOf.LockNowhere, "refused: there is no lock env-1 in pool aws-lifecycle (it has dirty); …")]
    [InlineData("aws/claimed/env-1 aws-lifecycle/claimed/env-1", "refused: pool aws has a lock env-1 already (claimed); …")]
    public void BackFromBeingCleanedNeedsAClaim(string branch, string answer) =>
        Answer.Is(answer, MoveLock.Restore(Lifecycle, Answer.Env1), branch);

    [Theory]
    [InlineData(BranchOf.LockClaimed, "moving: env-1 to new/claimed: aws/claimed/env-1 -> new/claimed/env-1; env-1")]
    [InlineData(BranchOf.LockUnclaimed, "moving: env-1 to new/claimed: aws/unclaimed/env-1 -> new/claimed/env-1; env-1 claimed")]
    [InlineData("aws/claimed/env-1 new/unclaimed/env-1", "refused: pool new has a lock env-1 already (unclaimed); …")]
    [InlineData(BranchOf.LockNowhere, "refused: there is no lock env-1 in pool aws (it has held, spare); …")]
    public void ToAnyOtherPoolMayMakeIt(string branch, string answer) => Answer.Is(
        answer, MoveLock.Move(Answer.Aws, Answer.Env1, PoolName.Parse("new", "to"), LockState.Claimed, null), branch);

    // What is recycled goes to the place of its name there, and what is restored comes back to it.
    [Theory]
    [InlineData("gcp", "aws/claimed/env-1 gcp-lifecycle/claimed/env-1", "refused: pool gcp-lifecycle has a lock env-1 already (claimed), and …")]
    [InlineData("gcp-lifecycle", "aws/claimed/env-1 gcp/unclaimed/env-1", "refused: pool gcp has a lock env-1 already (unclaimed), and …")]
    [InlineData("gcp", "aws/claimed/env-1 gcp-lifecycle/claimed/env-2", "moving: env-1 to gcp/unclaimed: …")]
    [InlineData("aws-lifecycle", BranchOf.LockClaimed, "moving: env-1 to aws-lifecycle/unclaimed: …")]
    [InlineData("aws-lifecycle", "aws/claimed/env-1 aws-lifecycle-lifecycle/unclaimed/env-1", "refused: pool aws-lifecycle-lifecycle has …")]
    public void BesideOneOfItsNameAcrossTheLifecycleIsRefused(string to, string branch, string answer) => Answer.Is(
        answer, MoveLock.Move(Answer.Aws, Answer.Env1, PoolName.Parse(to, "to"), LockState.Unclaimed, null), branch);

    // A claim may have been moved back to where the put asks for by the time it runs.
    [Theory]
    [InlineData("claimed", BranchOf.LockClaimed, "unchanged: env-1; warning: …in pool aws (claimed)…")]
    [InlineData("unclaimed", BranchOf.LockClaimed, "moving: env-1 to aws/unclaimed: aws/claimed/env-1 -> aws/unclaimed/env-1; env-1")]
    [InlineData("unclaimed", BranchOf.LockUnclaimed, "unchanged: env-1; warning: …in pool aws (unclaimed)…")]
    [InlineData("unclaimed", BranchOf.LockNowhere, "refused: there is no lock env-1 in pool aws (it has held, spare); …")]
    public void ToThePoolWhereItIsByThenDependsOnItsState(string state, string branch, string answer) => Answer.Is(
        answer, MoveLock.Move(Answer.Aws, Answer.Env1, Answer.Aws, LockState.All.Single(one => one.Directory == state), null), branch);

    [Theory]
    [InlineData("claimed", true)]
    [InlineData("unclaimed", false)]
    public void KeepsTheClaimOnlyWhereItStaysClaimed(string state, bool isKept)
    {
        var own = new StandingClaim(new Lock(Answer.Aws, LockState.Claimed, Answer.Env1), Answer.Commit, CommitMessage.Parse(""));
        var move = MoveLock.Move(Answer.Aws, Answer.Env1, PoolName.Parse("new", "to"), LockState.All.Single(one => one.Directory == state), own);

        Assert.Equal(isKept ? own : null, Assert.IsType<Changed>(move.Decide(MemoryPools.Of(BranchOf.LockClaimed))).Kept);
    }

    [Fact]
    public void WithinItsPoolIsRefused() => Sentence.Refuses(
        "params.move.to: aws is the pool the lock is in; …",
        () => MoveLock.RequireAnother(Answer.Aws, Answer.Aws));

    [Fact]
    public void ToAnotherPoolIsNotRefused() => MoveLock.RequireAnother(Answer.Aws, Lifecycle);

    [Fact]
    public void BackFromAPoolThatIsNoLifecycleIsRefused() =>
        Sentence.Refuses("params.restore: pool aws is no lifecycle pool; …", () => MoveLock.Restore(Answer.Aws, Answer.Env1));
}
