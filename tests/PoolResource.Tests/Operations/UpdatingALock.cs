using System.Text;
using PoolResource.Operations;

namespace PoolResource.Tests.Operations;

public sealed class UpdatingALock
{
    [Theory]
    [InlineData(BranchOf.LockUnclaimed, "updating: env-1: aws/unclaimed/env-1 -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData(BranchOf.LockClaimed, "busy: lock env-1 of pool aws to be released; held: aws/claimed/env-1")]
    [InlineData(BranchOf.LockNowhere, "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData(BranchOf.LockInBoth, "refused: lock env-1 stands in both aws/claimed/env-1 and aws/unclaimed/env-1; …")]
    [InlineData(BranchOf.LockToBeCleaned, "busy: lock env-1, which is being recycled in pool aws-lifecycle (unclaimed); held: ")]
    [InlineData(BranchOf.LockBeingCleaned, "busy: lock env-1, which is being recycled in pool aws-lifecycle (claimed); held: aws-lifecycle/claimed/env-1")]
    [InlineData(BranchOf.PoolEmpty, "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData(BranchOf.NoSuchPool, "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData(BranchOf.Nothing, "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = new; env-1")]
    public void DependsOnWhereItStands(string branch, string answer) => Answer.Is(answer, UpdateTo("new"), branch);

    [Fact]
    public void ToTheContentItHasChangesNothing() =>
        Answer.Is("unchanged: env-1", UpdateTo("aws/unclaimed/env-1"), BranchOf.LockUnclaimed);

    [Fact]
    public void ToTheContentItHasWaitsAllTheSameWhileItIsClaimed() =>
        Answer.Is("busy: …", UpdateTo("aws/claimed/env-1"), BranchOf.LockClaimed);

    [Fact]
    public void MayBeginABranch() => Assert.True(UpdateTo("new").StartsBranch);

    private static UpdateLock UpdateTo(string content) => new(Answer.Aws, Answer.Env1, Encoding.UTF8.GetBytes(content));
}
