using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.People;

public sealed class ChangingALockAsAPerson
{
    private const string Id = "01932f0c-0000-7000-8000-000000000000";
    private static readonly Person Anna = Person.Parse("Anna <anna@example.com>", "--as");
    private static readonly PoolName Blue = PoolName.Parse("blue", "x");

    private static readonly string[] Holders = ["Anna <anna@example.com>", "Ann at home <ANNA@example.com>", "Bob <bob@example.com>", "a build", "nobody"];

    [Theory]
    [InlineData("release", "unclaiming: env-1: aws/claimed/env-1 -> aws/unclaimed/env-1; env-1")]
    [InlineData("recycle", "recycling: env-1: aws/claimed/env-1 -> aws-lifecycle/unclaimed/env-1; env-1")]
    [InlineData("move", "moving: env-1 to blue/unclaimed: aws/claimed/env-1 -> blue/unclaimed/env-1; env-1")]
    [InlineData("remove", "removing: env-1: aws/claimed/env-1 -> gone; env-1")]
    [InlineData("update", "updating: env-1: aws/claimed/env-1 -> aws/claimed/env-1 = new; env-1")]
    public void NeedsNoMoreThanOnesOwnEmail(string operation, string answer)
    {
        foreach (var holder in Holders)
        {
            var expected = Array.IndexOf(Holders, holder) < 2 ? answer
                : $"refused: lock env-1 of pool aws is held by …; nothing was changed (name its claim, {Id}, to change it nevertheless)";
            Sentence.Matches(expected, Answer.Of(Ask(operation, null), HeldBy(holder)));
        }
    }

    [Theory]
    [InlineData("release")]
    [InlineData("recycle")]
    [InlineData("move")]
    [InlineData("remove")]
    [InlineData("update")]
    public void OfSomebodyElseNeedsTheirClaimAndNoOther(string operation)
    {
        foreach (var holder in Holders)
        {
            foreach (var claim in new[] { Id, Id.ToUpperInvariant(), Answer.Commit.Value })
            {
                Assert.DoesNotContain("refused", Answer.Of(Ask(operation, claim), HeldBy(holder)), StringComparison.Ordinal);
            }

            foreach (var claim in new[] { "", Id[..8], Answer.Commit.Value[..12], "01932f0c-0000-7000-8000-000000000001" })
            {
                Sentence.Matches(
                    $"refused: lock env-1 of pool aws is not held by claim \"{claim}\", but by …, with claim {Id}; nothing was changed",
                    Answer.Of(Ask(operation, claim), HeldBy(holder)));
            }
        }
    }

    [Theory]
    [InlineData("Anna <anna@example.com>", true)]
    [InlineData("Bob <bob@example.com>", false)]
    [InlineData("a build", false)]
    public void GoesOnWithAClaimOnlyWhereItIsOnesOwn(string holder, bool kept)
    {
        foreach (var outcome in new[] { Ask("update", Id).Decide(HeldBy(holder)), Ask("move to claimed", Id).Decide(HeldBy(holder)) })
        {
            Assert.Equal(kept, Assert.IsType<Changed>(outcome).Kept is not null);
        }
    }

    [Theory]
    [InlineData("release")]
    [InlineData("recycle")]
    [InlineData("move")]
    [InlineData("remove")]
    [InlineData("update")]
    public void OfSomebodyElseIsOutOfReachOfWhomMayChangeOnlyTheirOwn(string operation)
    {
        foreach (var claim in new[] { null, Id, Answer.Commit.Value, "another" })
        {
            foreach (var holder in Holders.Skip(2))
            {
                Sentence.Matches(
                    "refused: lock env-1 of pool aws is held by …, and you may not take a lock from somebody else; nothing was changed (ask whoever holds it …)",
                    Answer.Of(Ask(operation, claim) with { OnlyOwn = true }, HeldBy(holder)));
            }

            foreach (var own in Holders.Take(2))
            {
                Assert.Equal(Answer.Of(Ask(operation, claim), HeldBy(own)), Answer.Of(Ask(operation, claim) with { OnlyOwn = true }, HeldBy(own)));
            }
        }

        Assert.Equal(
            Answer.Of(Ask(operation, null), MemoryPools.Of(BranchOf.LockUnclaimed)), Answer.Of(Ask(operation, null) with { OnlyOwn = true }, MemoryPools.Of(BranchOf.LockUnclaimed)));
    }

    // It was shown as free, and is one's own by now; by its claim it is done.
    [Theory]
    [InlineData("release")]
    [InlineData("recycle")]
    [InlineData("move")]
    [InlineData("remove")]
    [InlineData("update")]
    public void IsNotDoneToALockOfOnesOwnThatWasShownAsFree(string operation)
    {
        foreach (var own in Holders.Take(2))
        {
            Sentence.Matches("refused: lock env-1 of pool aws is held by …; nothing was changed …", Answer.Of(Ask(operation, null) with { IsShown = true }, HeldBy(own)));
            Assert.Equal(Answer.Of(Ask(operation, Id), HeldBy(own)), Answer.Of(Ask(operation, Id) with { IsShown = true }, HeldBy(own)));
        }

        var free = MemoryPools.Of(BranchOf.LockUnclaimed);
        Assert.Equal(Answer.Of(Ask(operation, null), free), Answer.Of(Ask(operation, null) with { IsShown = true }, free));
    }

    // Of who asks, and of the holder: the account, where there is one. The e-mail is the same.
    [Theory]
    [InlineData("github:1", "github:1", true)]
    [InlineData("github:1", "github:2", false)]
    [InlineData("github:1", null, false)]
    [InlineData(null, "github:1", true)]
    public void KnowsOnesOwnByTheAccount(string? asks, string? holder, bool isOwn)
    {
        var operation = Ask("release", null) with { Person = Anna with { Account = asks } };

        Assert.Equal(!isOwn, Answer.Of(operation, HeldBy("Anna <anna@example.com>", holder)).StartsWith("refused: ", StringComparison.Ordinal));
    }

    [Fact]
    public void TellsWhoHoldsItAndByWhichClaim()
    {
        var refusal = Assert.Throws<HeldByAnother>(() => Ask("release", null).Decide(HeldBy("Bob <bob@example.com>")));

        Sentence.Matches("lock env-1 of pool aws is held by Bob (at a terminal) since …Z; …", refusal.Message);
        Assert.Equal(Id, refusal.Claim.Id);
    }

    [Theory]
    [InlineData("release", "unchanged: env-1; warning: lock env-1 of pool aws was already released; nothing to do")]
    [InlineData("recycle", "refused: lock env-1 of pool aws is unclaimed; claim it before recycling it")]
    [InlineData("remove", "removing: env-1: aws/unclaimed/env-1 -> gone; env-1")]
    [InlineData("update", "updating: env-1: aws/unclaimed/env-1 -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData("move", "moving: env-1 to blue/unclaimed: aws/unclaimed/env-1 -> blue/unclaimed/env-1; env-1")]
    public void NeedsNoClaimWhereItIsFree(string operation, string answer)
    {
        Answer.Is(answer, Ask(operation, null), BranchOf.LockUnclaimed);

        Answer.Is(
            answer.Contains("->", StringComparison.Ordinal) ? $"refused: lock env-1 of pool aws is free by now, and not held by claim \"{Id}\"; …" : answer,
            Ask(operation, Id),
            BranchOf.LockUnclaimed);
    }

    [Fact]
    public void IsRefusedWhereNoCommitTellsWhoHoldsIt() => Sentence.Matches(
        "refused: lock env-1 of pool aws is held, but no commit says by whom; nothing was changed",
        Answer.Of(Ask("release", null), MemoryPools.Of(BranchOf.LockClaimed)));

    [Theory]
    [InlineData("release", BranchOf.LockNowhere, "refused: there is no lock env-1 in pool aws (it has held, spare); …")]
    [InlineData("update", BranchOf.LockNowhere, "adding unclaimed: env-1: new -> aws/unclaimed/env-1 = new; env-1")]
    [InlineData("release", BranchOf.LockInBoth, "refused: lock env-1 stands in both …")]
    public void IsThatOfAPutElsewhere(string operation, string branch, string answer) => Answer.Is(answer, Ask(operation, null), branch);

    private static MemoryPools HeldBy(string holder, string? account = null)
    {
        var files = MemoryPools.Of(BranchOf.LockClaimed).Files;
        var person = holder.Contains('@', StringComparison.Ordinal) ? Person.Parse(holder, "x") with { Account = account } : null;
        var held = new Lock(Answer.Aws, LockState.Claimed, Answer.Env1);
        return new MemoryPools(files)
        {
            Claims =
            [
                new StandingClaim(held, Answer.Commit, CommitMessage.Parse("") with { ClaimId = Id, Person = person })
                {
                    IsUntold = holder == "nobody",
                    Holder = holder == "nobody" ? null : new Holder(person?.Name ?? holder, LockRepository.FirstCommit, null) { Person = person, IsAtTerminal = person is not null },
                },
            ],
        };
    }

    private static LockOfAnybody Ask(string operation, string? claim) => new(Answer.Aws, Answer.Env1, Anna, claim, own => operation switch
    {
        "release" => new ReleaseLock(Answer.Aws, Answer.Env1),
        "recycle" => MoveLock.Recycle(Answer.Aws, Answer.Env1),
        "remove" => new RemoveLock(Answer.Aws, Answer.Env1),
        "update" => new UpdateLock(Answer.Aws, Answer.Env1, "new"u8.ToArray(), own),
        "move" => MoveLock.Move(Answer.Aws, Answer.Env1, Blue, LockState.Unclaimed, own),
        _ => MoveLock.Move(Answer.Aws, Answer.Env1, Blue, LockState.Claimed, own),
    });
}
