using PoolResource.Operations;
using PoolResource.Testing;

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

    [Theory]
    [InlineData(23, "l28, l29 and 3 more")]
    [InlineData(21, "l28, l29 and 1 more")]
    [InlineData(20, "l28, l29")]
    public void OfALockThatIsNowhereListsTwentyOthersAndCountsTheRest(int others, string end) =>
        Answer.Is(
            $"refused: there is no lock env-1 in pool aws (it has l10, l11, …, {end}); correct the name, or add the lock",
            Claim,
            string.Join(' ', Enumerable.Range(10, others).Select(n => $"aws/unclaimed/l{n}")));

    [Fact]
    public void OfALockThatIsNowhereNamesOneThatLooksLikeIt() => Answer.Is(
        "refused: there is no lock \"caf<U+00E9>\" in pool aws, but one that looks like it: \"cafe<U+0301>\"; correct the name",
        Claim with { Name = LockName.Parse("caf\u00e9", "x") },
        "aws/unclaimed/cafe\u0301");

    [Theory]
    [InlineData(BranchOf.LockClaimed, Busy.Release)]
    [InlineData(BranchOf.LockToBeCleaned, Busy.Restore)]
    [InlineData(BranchOf.LockBeingCleaned, Busy.Restore)]
    public void TellsWhatWouldHelp(string branch, string remedy) =>
        Assert.Equal(remedy, Assert.IsType<Busy>(Claim.Decide(MemoryPools.Of(branch))).Remedy);

    [Fact]
    public void NeverBeginsABranch() => Assert.False(Claim.StartsBranch);
}
