using PoolResource.Operations;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.People;

public sealed class EditingALock
{
    // A file's content is its path here, and its id its content.
    [Theory]
    [InlineData(BranchOf.LockUnclaimed, "aws/unclaimed/env-1", "new", "updating: env-1: aws/unclaimed/env-1 -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData(BranchOf.LockClaimed, "aws/claimed/env-1", "new", "updating: env-1: aws/claimed/env-1 -> aws/claimed/env-1 = new; env-1")]
    [InlineData(BranchOf.LockUnclaimed, "aws/unclaimed/env-1", "aws/unclaimed/env-1", "unchanged: env-1")]
    [InlineData(BranchOf.LockUnclaimed, "other", "new", "refused: lock env-1 of pool aws was edited meanwhile; nothing was changed …")]
    [InlineData(BranchOf.LockUnclaimed, "", "new", "refused: lock env-1 of pool aws was edited meanwhile; …")]
    [InlineData(BranchOf.LockNowhere, "aws/unclaimed/env-1", "new", "refused: there is no lock env-1 in pool aws …")]
    [InlineData(BranchOf.LockInBoth, "aws/unclaimed/env-1", "new", "refused: lock env-1 stands in both …")]
    public void IsDoneToWhatWasShown(string branch, string shown, string content, string answer) =>
        Answer.Is(answer, new EditLock(Answer.Aws, Answer.Env1, shown, System.Text.Encoding.UTF8.GetBytes(content)), branch);
}
