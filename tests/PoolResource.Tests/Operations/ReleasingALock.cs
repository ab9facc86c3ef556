using PoolResource.Operations;

namespace PoolResource.Tests.Operations;

public sealed class ReleasingALock
{
    private static readonly ReleaseLock Release = new(Answer.Aws, Answer.Env1);

    [Theory]
    [InlineData(BranchOf.LockClaimed, "unclaiming: env-1: aws/claimed/env-1 -> aws/unclaimed/env-1; env-1")]
    [InlineData(BranchOf.LockUnclaimed, "unchanged: env-1; warning: …env-1 of pool aws was already released…")]
    [InlineData(BranchOf.LockNowhere, "refused: there is no lock env-1 in pool aws (it has held, spare); …")]
    [InlineData(BranchOf.LockInBoth, "refused: lock env-1 stands in both aws/claimed/env-1 and aws/unclaimed/env-1; …")]
    [InlineData(BranchOf.LockToBeCleaned, "refused: lock env-1 is not in pool aws, but in pool aws-lifecycle (unclaimed), where it is being recycled; claim and restore it there, with a resource whose source.pool is aws-lifecycle")]
    [InlineData(BranchOf.LockBeingCleaned, "refused: lock env-1 is not in pool aws, but in pool aws-lifecycle (claimed), where it is being recycled; restore it there, with a resource whose source.pool is aws-lifecycle")]
    [InlineData(BranchOf.OnlyTheLifecycle, "refused: lock env-1 is not in pool aws, but in pool aws-lifecycle (unclaimed), …")]
    [InlineData(BranchOf.PoolEmpty, "refused: there is no lock env-1 in pool aws (it has none); …")]
    [InlineData(BranchOf.NoSuchPool, "refused: there is no pool aws in the branch (the branch has gcp, team/azure); …")]
    [InlineData(BranchOf.Nothing, "refused: there is no pool aws in the branch (the branch has none); …")]
    public void DependsOnWhereItStands(string branch, string answer) => Answer.Is(answer, Release, branch);

    [Fact]
    public void MayGiveItNewContent() => Answer.Is(
        "unclaiming: env-1: aws/claimed/env-1 -> aws/unclaimed/env-1 = new; env-1",
        Release with { Content = "new"u8.ToArray() },
        BranchOf.LockClaimed);

    [Fact]
    public void NeverBeginsABranch() => Assert.False(Release.StartsBranch);
}
