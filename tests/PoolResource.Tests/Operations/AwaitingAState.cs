using PoolResource.Operations;

namespace PoolResource.Tests.Operations;

public sealed class AwaitingAState
{
    [Theory]
    [InlineData(BranchOf.LockUnclaimed, "unchanged: env-1")]
    [InlineData(BranchOf.LockClaimed, "busy: lock env-1 of pool aws to be unclaimed; held: aws/claimed/env-1")]
    public void UnclaimedEndsWhenTheLockIsFree(string branch, string answer) => Answer.Is(answer, Await(LockState.Unclaimed), branch);

    [Theory]
    [InlineData(BranchOf.LockUnclaimed, "busy: lock env-1 of pool aws to be claimed; held: ")]
    [InlineData(BranchOf.LockClaimed, "unchanged: env-1")]
    public void ClaimedEndsWhenTheLockIsHeld(string branch, string answer) => Answer.Is(answer, Await(LockState.Claimed), branch);

    [Theory]
    [InlineData(BranchOf.LockToBeCleaned, "busy: lock env-1, which is being recycled in pool aws-lifecycle (unclaimed); held: ")]
    [InlineData(BranchOf.LockBeingCleaned, "busy: lock env-1, which is being recycled in pool aws-lifecycle (claimed); held: aws-lifecycle/claimed/env-1")]
    [InlineData(BranchOf.LockNowhere, "refused: there is no lock env-1 in pool aws (it has held, spare); …")]
    [InlineData(BranchOf.LockInBoth, "refused: lock env-1 stands in both aws/claimed/env-1 and aws/unclaimed/env-1; …")]
    [InlineData(BranchOf.PoolEmpty, "refused: there is no lock env-1 in pool aws (it has none); …")]
    [InlineData(BranchOf.NoSuchPool, "refused: there is no pool aws in the branch (the branch has gcp, team/azure); …")]
    [InlineData(BranchOf.Nothing, "refused: there is no pool aws in the branch (the branch has none); …")]
    public void EitherIsTheSameForALockThatIsNotInThePool(string branch, string answer)
    {
        Answer.Is(answer, Await(LockState.Unclaimed), branch);
        Answer.Is(answer, Await(LockState.Claimed), branch);
    }

    [Fact]
    public void NeverBeginsABranch() => Assert.False(Await(LockState.Claimed).StartsBranch);

    private static AwaitState Await(LockState state) => new(Answer.Aws, Answer.Env1, state);
}
