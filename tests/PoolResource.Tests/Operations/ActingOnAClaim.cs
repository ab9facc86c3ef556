using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Operations;

public sealed class ActingOnAClaim
{
    private static readonly Claim Own = new(
        Answer.Aws, Answer.Env1, CommitId.TryParse(new string('1', 40), out var id) ? id : throw new InvalidOperationException(), "id");

    private static readonly Tenure Ended = new(
        IsKnown: true, new Holder("main/other/job build 7", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), null));

    private static readonly Tenure Unknown = new(IsKnown: false, null);

    [Fact]
    public void ReleasesTheLockWhileTheClaimStands() => Assert.Equal(
        "unclaiming: env-1: aws/claimed/env-1 -> aws/unclaimed/env-1; env-1",
        Answer.Of(Release(warns: false), MemoryPools.Of(BranchOf.LockClaimed)));

    [Theory]
    [InlineData(BranchOf.LockUnclaimed, false, "unchanged: env-1; warning: …already released by main/other/job build 7…")]
    [InlineData(BranchOf.LockClaimed, false, "refused: …main/other/job build 7 at 2026-01-02 03:04:05Z…")]
    [InlineData(BranchOf.LockClaimed, true, "unchanged: env-1; warning: …main/other/job build 7…nothing was changed")]
    [InlineData(BranchOf.LockNowhere, false, "refused: …main/other/job build 7…")]
    [InlineData(BranchOf.LockNowhere, true, "unchanged: env-1; warning: …")]
    public void ChangesNothingWhenTheClaimWasLost(string branch, bool warns, string answer) => Sentence.Matches(
        answer, Answer.Of(Release(warns), new MemoryPools(MemoryPools.Of(branch).Files) { Tenure = Ended }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void IsRefusedWhenTheClaimIsNotInTheBranch(bool warns) => Sentence.Matches(
        "refused: the claim of lock env-1 of pool aws cannot be found in the branch …",
        Answer.Of(Release(warns), new MemoryPools(MemoryPools.Of(BranchOf.LockClaimed).Files) { Tenure = Unknown }));

    private static HeldLockOperation Release(bool warns) => new(new ReleaseLock(Answer.Aws, Answer.Env1), Own, warns);
}
