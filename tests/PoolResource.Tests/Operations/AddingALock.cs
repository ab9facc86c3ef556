using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Operations;

public sealed class AddingALock
{
    [Theory]
    [InlineData(BranchOf.LockNowhere, "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData(BranchOf.LockUnclaimed, "refused: pool aws has a lock env-1 already (unclaimed); choose another name, …")]
    [InlineData(BranchOf.LockClaimed, "refused: pool aws has a lock env-1 already (claimed); …")]
    public void LeavesAFreeLockAsItIsWhereANewOneIsMeant(string branch, string answer) =>
        Answer.Is(answer, new AddLock(Answer.Aws, Answer.Env1, LockState.Unclaimed, "new"u8.ToArray()) { IsNew = true }, branch);

    [Theory]
    [InlineData(BranchOf.LockNowhere, "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = content; env-1")]
    [InlineData(BranchOf.LockUnclaimed, "updating: env-1: aws/unclaimed/env-1 -> aws/unclaimed/env-1 = content; env-1; warning: pool aws had a lock env-1 already …update…")]
    [InlineData(BranchOf.LockClaimed, "refused: pool aws has a lock env-1 already (claimed); …update…")]
    [InlineData(BranchOf.LockInBoth, "refused: lock env-1 stands in both aws/claimed/env-1 and aws/unclaimed/env-1; …")]
    [InlineData(BranchOf.PoolEmpty, "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = content; env-1")]
    [InlineData(BranchOf.NoSuchPool, "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = content; env-1")]
    [InlineData(BranchOf.Nothing, "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = content; env-1")]
    public void DependsOnWhereItStands(string branch, string answer) => Answer.Is(answer, Add(LockState.Unclaimed), branch);

    [Theory]
    [InlineData(BranchOf.LockNowhere, "adding claimed: env-1: new -> aws/claimed/env-1 = content; env-1 claimed")]
    [InlineData(BranchOf.LockUnclaimed, "refused: pool aws has a lock env-1 already (unclaimed); …update…")]
    [InlineData(BranchOf.LockClaimed, "refused: pool aws has a lock env-1 already (claimed); …update…")]
    [InlineData(BranchOf.LockInBoth, "refused: lock env-1 stands in both aws/claimed/env-1 and aws/unclaimed/env-1; …")]
    [InlineData(BranchOf.PoolEmpty, "adding claimed: env-1: new -> aws/claimed/env-1 = content; env-1 claimed")]
    [InlineData(BranchOf.NoSuchPool, "adding claimed: env-1: new -> aws/claimed/env-1 = content; env-1 claimed")]
    [InlineData(BranchOf.Nothing, "adding claimed: env-1: new -> aws/claimed/env-1 = content; env-1 claimed")]
    public void AsClaimedDependsOnTheSame(string branch, string answer) => Answer.Is(answer, Add(LockState.Claimed), branch);

    [Theory]
    [InlineData("aws/claimed", BranchOf.LockClaimed, "refused: pool aws/claimed would stand among the claimed locks of pool aws; …")]
    [InlineData("aws/unclaimed/env-3", BranchOf.LockClaimed, "refused: pool aws/unclaimed/env-3 would stand among the unclaimed locks of pool aws; …")]
    [InlineData("new/claimed", BranchOf.LockClaimed, "adding unclaimed: env-1: …")]
    [InlineData("old/claimed", "old/claimed/unclaimed/env-2", "adding unclaimed: env-1: …")]
    public void IsRefusedWhereItsPoolWouldStandAmongTheLocksOfAnother(string pool, string branch, string answer) =>
        Answer.Is(answer, new AddLock(PoolName.Parse(pool, "pool"), Answer.Env1, LockState.Unclaimed, "content"u8.ToArray()), branch);

    [Theory]
    [InlineData(BranchOf.LockToBeCleaned, "(unclaimed)")]
    [InlineData(BranchOf.LockBeingCleaned, "(claimed)")]
    [InlineData(BranchOf.OnlyTheLifecycle, "(unclaimed)")]
    public void IsRefusedBesideOneOfTheNameInTheLifecycle(string branch, string state)
    {
        Answer.Is($"refused: pool aws-lifecycle has a lock env-1 already {state}, which comes back to pool aws; …", Add(LockState.Unclaimed), branch);
        Answer.Is($"refused: pool aws-lifecycle has a lock env-1 already {state}, which comes back to pool aws; …", Add(LockState.Claimed), branch);
    }

    [Theory]
    [InlineData("aws-lifecycle", BranchOf.LockBeingCleaned, "adding unclaimed: env-1: …")]
    [InlineData("aws", BranchOf.LockBeingCleaned, "refused: …")]
    [InlineData("aws-lifecycle", BranchOf.LockToBeCleaned, "refused: …")]
    public void IsAllowedToTheClaimThatHoldsItInTheLifecycle(string pool, string branch, string answer) => Answer.Is(
        answer, Add(LockState.Unclaimed) with { Own = new Claim(PoolName.Parse(pool, "x"), Answer.Env1, Answer.Commit, "id") }, branch);

    [Fact]
    public void AgainWithTheSameContentChangesNothing() => Answer.Is(
        "unchanged: env-1; warning: pool aws already has a lock env-1 with this content; nothing to do",
        new AddLock(Answer.Aws, Answer.Env1, LockState.Unclaimed, "aws/unclaimed/env-1"u8.ToArray()),
        BranchOf.LockUnclaimed);

    [Fact]
    public void MakesBothDirectoriesOfAPoolThatWasMissing()
    {
        var change = Assert.IsType<Changed>(Add(LockState.Unclaimed).Decide(MemoryPools.Of(BranchOf.Nothing)));

        var files = MemoryPools.Of(BranchOf.Nothing).Apply(change).Files.Keys;

        Assert.Equal(["aws/claimed/.gitkeep", "aws/unclaimed/.gitkeep", "aws/unclaimed/env-1"], files);
    }

    [Theory]
    [InlineData("env-1 ", "refused: …\"env-1 \"…white space…")]
    [InlineData("en\u200bv", "refused: …\"en<U+200B>v\"…format character (U+200B)…")]
    [InlineData("caf\u00e9", "refused: …\"cafe<U+0301>\"…\"caf<U+00E9>\"…")]
    [InlineData("\u00e9", "refused: …\"e<U+0301>\"…\"<U+00E9>\"…")]
    [InlineData("cafe", "adding claimed: cafe: new -> aws/claimed/cafe = content; cafe claimed")]
    public void NeedsANameThatPeopleCanTellFromOthers(string name, string answer) => Answer.Is(
        answer,
        new AddLock(Answer.Aws, LockName.Parse(name, "x"), LockState.Claimed, "content"u8.ToArray()),
        "aws/unclaimed/cafe\u0301 aws-lifecycle/claimed/e\u0301");

    [Fact]
    public void MayBeginABranch() => Assert.True(Add(LockState.Unclaimed).StartsBranch);

    private static AddLock Add(LockState state) => new(Answer.Aws, Answer.Env1, state, "content"u8.ToArray());
}
