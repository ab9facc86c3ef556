using PoolResource.Operations;

namespace PoolResource.Tests.Operations;

public sealed class ClaimingALock
{
    private static readonly ClaimLock Claim = new(Answer.Aws, Answer.Env1);

    [Theory]
    [InlineData(BranchOf.LockUnclaimed, "claiming: env-1: aws/unclaimed/env-1 -> aws/claimed/env-1; env-1 claimed")]
    [InlineData(BranchOf.LockClaimed, "busy: lock env-1 of pool aws; held: aws/claimed/env-1")]
    [InlineData(BranchOf.LockToBeCleaned, "busy: lock env-1, which is being recycled in pool aws-lifecycle (unclaimed); held: ")]
    [InlineData(BranchOf.LockBeingCleaned, "busy: lock env-1, which is being recycled in pool aws-lifecycle (claimed); held: aws-lifecycle/claimed/env-1")]
    [InlineData(BranchOf.OnlyTheLifecycle, "busy: lock env-1, which is being recycled in pool aws-lifecycle (unclaimed); held: ")]
    [InlineData(BranchOf.LockNowhere, "refused: there is no lock env-1 in pool aws (it has held, spare); …")]
    [InlineData(BranchOf.LockInBoth, "refused: lock env-1 stands in both aws/claimed/env-1 and aws/unclaimed/env-1; …")]
    [InlineData(BranchOf.PoolEmpty, "refused: there is no lock env-1 in pool aws (it has none); …")]
    [InlineData(BranchOf.NoSuchPool, "refused: there is no pool aws in the branch (the branch has gcp, team/azure); …")]
    [InlineData(BranchOf.Nothing, "refused: there is no pool aws in the branch (the branch has none); …")]
    public void DependsOnWhereItStands(string branch, string answer) => Answer.Is(answer, Claim, branch);

    [Fact]
    public void WaitsEvenWhereItWaitsInTheLifecycleOfAPoolWithADeeperPath() =>
        Answer.Is(
            "busy: lock env-1, which is being recycled in pool cf/fresh-lifecycle (unclaimed); held: ",
            new ClaimLock(PoolName.Parse("cf/fresh", "source.pool"), Answer.Env1),
            "cf/fresh/claimed/.gitkeep cf/fresh-lifecycle/unclaimed/env-1");

    [Fact]
    public void OfALockThatIsNowhereListsTwentyOthersAndCountsTheRest() =>
        Answer.Is(
            "refused: …(it has l10, l11, …, l29 and 3 more); …",
            Claim,
            string.Join(' ', Enumerable.Range(10, 23).Select(n => $"aws/unclaimed/l{n}")));

    [Fact]
    public void NeverBeginsABranch() => Assert.False(Claim.StartsBranch);
}
