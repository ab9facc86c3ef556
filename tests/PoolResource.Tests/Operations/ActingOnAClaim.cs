using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Operations;

public sealed class ActingOnAClaim
{
    private const string HeldInBlue = "aws/claimed/env-1 blue/claimed/env-1";

    private static readonly PoolName Blue = PoolName.Parse("blue", "params.move.to");

    private static readonly Claim Own = new(Answer.Aws, Answer.Env1, Answer.Commit, "id");

    private static readonly Lock Held = new(Answer.Aws, LockState.Claimed, Answer.Env1);

    [Theory]
    [InlineData("release", "unclaiming: env-1: aws/claimed/env-1 -> aws/unclaimed/env-1; env-1")]
    [InlineData("remove", "removing: env-1: aws/claimed/env-1 -> gone; env-1")]
    [InlineData("update", "updating: env-1: aws/claimed/env-1 -> aws/claimed/env-1 = new; env-1")]
    [InlineData("recycle", "recycling: env-1: aws/claimed/env-1 -> aws-lifecycle/unclaimed/env-1; env-1")]
    [InlineData("move", "moving: env-1 to green/claimed: aws/claimed/env-1 -> green/claimed/env-1; env-1")]
    public void IsDoneWhileTheClaimStands(string operation, string answer) =>
        Assert.Equal(answer, Answer.Of(Of(operation), MemoryPools.Of(BranchOf.LockClaimed)));

    [Theory]
    [InlineData("release", "unclaiming: env-1: blue/claimed/env-1 -> blue/unclaimed/env-1; env-1")]
    [InlineData("remove", "removing: env-1: blue/claimed/env-1 -> gone; env-1")]
    [InlineData("update", "updating: env-1: blue/claimed/env-1 -> blue/claimed/env-1 = new; env-1")]
    [InlineData("recycle", "recycling: env-1: blue/claimed/env-1 -> blue-lifecycle/unclaimed/env-1; env-1")]
    [InlineData("move", "moving: env-1 to green/claimed: blue/claimed/env-1 -> green/claimed/env-1; env-1")]
    public void FollowsTheClaimToThePoolWhereTheLockIs(string operation, string answer) =>
        Assert.Equal(answer, Answer.Of(Of(operation), Standing(HeldInBlue, new ClaimStatus(new StandingClaim(Held with { Pool = Blue }, Own.Ref, Message())))));

    [Theory]
    [InlineData("update", "aws")]
    [InlineData("move", "green")]
    public void KeepsTheClaimAsItStandsByNow(string operation, string pool)
    {
        var standing = new StandingClaim(Held, Own.Ref, Message("newer"));

        var change = Assert.IsType<Changed>(Of(operation).Decide(Standing(BranchOf.LockClaimed, new ClaimStatus(standing))));

        Assert.Equal(standing, change.Kept);
        Assert.Equal(pool == "aws" ? null : "aws", change.TakenIn);
        Assert.False(change.NamesItsClaim);
    }

    [Fact]
    public void NamesAClaimWithoutAnIdWhenItGoesToAnotherPool() => Assert.True(Assert.IsType<Changed>(
        Of("move").Decide(Standing(BranchOf.LockClaimed, new ClaimStatus(new StandingClaim(Held, Own.Ref, Message(null)))))).NamesItsClaim);

    [Fact]
    public void AnswersWithTheClaimWhenNothingIsToBeDone()
    {
        var outcome = Assert.IsType<Unchanged>(Of("update", "aws/claimed/env-1").Decide(MemoryPools.Of(BranchOf.LockClaimed)));

        Assert.Equal(new Unchanged(Answer.Env1) { Note = "lock env-1 of pool aws already has this content", Pool = Answer.Aws, Claim = Own.Ref }, outcome);
    }

    [Theory]
    [InlineData("release", BranchOf.LockUnclaimed, null, "unchanged: env-1; warning: …already released by main/other/job build 7 at 2026-01-02 03:04:05Z; nothing was changed")]
    [InlineData("release", BranchOf.LockClaimed, null, "refused: …no longer held by this claim: it was taken by main/last/job build 8…(on_lost: warn …)")]
    [InlineData("release", BranchOf.LockClaimed, false, "refused: …taken by main/last/job build 8…")]
    [InlineData("release", BranchOf.LockClaimed, true, "unchanged: env-1; warning: …main/last/job build 8…nothing was changed")]
    [InlineData("release", BranchOf.LockNowhere, null, "refused: …no longer in pool aws: …")]
    [InlineData("release", BranchOf.LockNowhere, true, "unchanged: env-1; warning: …")]
    [InlineData("remove", BranchOf.LockClaimed, null, "refused: …")]
    [InlineData("recycle", BranchOf.LockClaimed, null, "refused: …")]
    [InlineData("move", BranchOf.LockClaimed, null, "refused: …")]
    [InlineData("update", BranchOf.LockUnclaimed, null, "updating: env-1: aws/unclaimed/env-1 -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData("update", BranchOf.LockUnclaimed, true, "updating: env-1: aws/unclaimed/env-1 -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData("update", BranchOf.LockUnclaimed, false, "updating: env-1: aws/unclaimed/env-1 -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData("update", BranchOf.LockClaimed, null, "busy: lock env-1 of pool aws to be released; held: aws/claimed/env-1")]
    [InlineData("update", BranchOf.LockClaimed, false, "refused: …main/last/job build 8…")]
    [InlineData("update", BranchOf.LockClaimed, true, "unchanged: env-1; warning: …main/last/job build 8…")]
    [InlineData("update", BranchOf.LockToBeCleaned, null, "busy: lock env-1, which is being recycled …")]
    [InlineData("update", "aws/unclaimed/env-1 aws-lifecycle/claimed/env-1", true, "updating: env-1: aws/unclaimed/env-1 -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData("update", "aws/claimed/env-1 aws-lifecycle/unclaimed/env-1", true, "unchanged: env-1; warning: …main/last/job build 8…")]
    [InlineData("update", BranchOf.LockNowhere, null, "refused: …no longer in pool aws: …")]
    public void OnceItIsOverDependsOnWhoHasTheLock(string operation, string branch, bool? warns, string answer) =>
        Sentence.Matches(answer, Answer.Of(Of(operation) with { WarnsWhenLost = warns }, Over(branch, Held with { State = LockState.Unclaimed })));

    [Theory]
    [InlineData("recycle", "aws-lifecycle/unclaimed", BranchOf.LockUnclaimed, "unchanged: env-1; warning: lock env-1 of pool aws was already recycled by main/other/job build 7 …")]
    [InlineData("recycle", "aws-lifecycle/unclaimed", BranchOf.LockToBeCleaned, "unchanged: env-1; warning: lock env-1 is already in pool aws-lifecycle (unclaimed); nothing to do")]
    [InlineData("move", "green/claimed", "green/claimed/env-1 aws/claimed/held", "refused: lock env-1 is no longer in pool aws: it was moved to green (claimed) by …")]
    [InlineData("release", "green/claimed", BranchOf.LockUnclaimed, "unchanged: env-1; warning: lock env-1 of pool aws was already moved to green (claimed) by main/other/job build 7 …")]
    [InlineData("release", "green/claimed", "green/claimed/env-1 aws/claimed/held", "refused: lock env-1 is no longer in pool aws: it was moved to green (claimed) by main/other/job build 7 …")]
    [InlineData("release", "aws/claimed", BranchOf.LockUnclaimed, "unchanged: env-1; warning: lock env-1 of pool aws was already taken over by …")]
    [InlineData("remove", null, BranchOf.LockNowhere, "unchanged: env-1; warning: lock env-1 of pool aws was already removed by main/other/job build 7; nothing to do")]
    [InlineData("remove", null, BranchOf.LockClaimed, "unchanged: env-1; warning: …already removed…")]
    [InlineData("remove", "aws/unclaimed", BranchOf.LockNowhere, "refused: …")]
    [InlineData("release", null, BranchOf.LockNowhere, "refused: lock env-1 is no longer in pool aws: it was taken out by …")]
    public void SaysHowItEnded(string operation, string? to, string branch, string answer) => Sentence.Matches(
        answer,
        Answer.Of(Of(operation), Over(branch, to?.Split('/') is [var pool, var state]
            ? new Lock(PoolName.Parse(pool, "x"), LockState.All.Single(one => one.Directory == state), Answer.Env1)
            : null)));

    [Theory]
    [InlineData("release", "blue/unclaimed/env-1", "unchanged: env-1; warning: …pool blue…released by main/other/job build 7 at 2026-01-02 03:04:05Z (https://ci.example.com/7)…")]
    [InlineData("release", "blue/claimed/env-1", "unchanged: env-1; warning: …pool blue…taken by main/last/job build 8 at 2026-01-02 03:04:05Z…")]
    [InlineData("recycle", "blue-lifecycle/unclaimed/env-1", "unchanged: env-1; warning: …in pool blue-lifecycle (unclaimed)…")]
    public void SaysInWhichPoolItEndedAndOnWhichPage(string operation, string branch, string answer)
    {
        var (held, page) = (Held with { Pool = Blue }, Who("main/other/job build 7") with { BuildUrl = "https://ci.example.com/7" });
        var ending = new Ending(held, held with { State = LockState.Unclaimed }, page, Who("main/last/job build 8"));

        var outcome = (Of(operation) with { WarnsWhenLost = true }).Decide(Standing(branch, new ClaimStatus(null, ending)));

        Sentence.Matches(answer, Answer.Of(outcome));
        Assert.Equal(Blue, Assert.IsType<Unchanged>(outcome).Pool);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(true)]
    public void IsRefusedWhenTheClaimIsNotInTheBranch(bool? warns) => Sentence.Matches(
        "refused: the claim of lock env-1 of pool aws cannot be found in the branch …",
        Answer.Of(Of("release") with { WarnsWhenLost = warns }, Standing(BranchOf.LockClaimed, ClaimStatus.Unfound)));

    [Theory]
    [InlineData(true, "unclaiming: env-1: aws/claimed/env-1 -> aws/unclaimed/env-1; env-1; warning: …assuming that it is this build")]
    [InlineData(false, "refused: the claim of lock env-1 of pool aws cannot be found in the branch …")]
    public void TakesTheHoldersWordOnlyForAClaimThatWasMadeForThisBranch(bool isOfThisBranch, string answer) => Sentence.Matches(
        answer,
        Answer.Of(
            Of("release") with { IsOfThisBranch = isOfThisBranch },
            Standing(BranchOf.LockClaimed, new ClaimStatus(new StandingClaim(Held, Own.Ref, Message())) { IsByWord = true })));

    private static HeldLockOperation Of(string operation, string content = "new")
    {
        Func<PoolName, StandingClaim?, NamedLockOperation> inner = operation switch
        {
            "release" => (at, _) => new ReleaseLock(at, Answer.Env1),
            "remove" => (at, _) => new RemoveLock(at, Answer.Env1),
            "update" => (at, own) => new UpdateLock(at, Answer.Env1, System.Text.Encoding.UTF8.GetBytes(content), own),
            "recycle" => (at, _) => MoveLock.Recycle(at, Answer.Env1),
            _ => (at, own) => MoveLock.Move(at, Answer.Env1, PoolName.Parse("green", "to"), LockState.Claimed, own),
        };
        return new HeldLockOperation(Answer.Aws, operation, Own, inner);
    }

    private static MemoryPools Over(string branch, Lock? to) => Standing(branch, new ClaimStatus(null, new Ending(
        Held, to, Who("main/other/job build 7"), Who("main/last/job build 8"))));

    private static MemoryPools Standing(string branch, ClaimStatus tenure) => new(MemoryPools.Of(branch).Files) { ClaimStatus = tenure };

    private static Holder Who(string title) => new(title, new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), null);

    private static CommitMessage Message(string? id = "id") => CommitMessage.Parse("") with { ClaimId = id };
}
