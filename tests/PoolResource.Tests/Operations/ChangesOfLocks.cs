using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Operations;

public sealed class ChangesOfLocks
{
    private static readonly PoolName Blue = PoolName.Parse("blue", "x");

    private static readonly Lock Free = new(Answer.Aws, LockState.Unclaimed, Answer.Env1);

    private static readonly Lock Held = Free with { State = LockState.Claimed };

    [Theory]
    [InlineData("aws/unclaimed -> aws/claimed", "unclaiming: env-1: aws/claimed/env-1 -> aws/unclaimed/env-1; env-1")]
    [InlineData("new -> aws/claimed", "removing: env-1: aws/claimed/env-1 -> gone; env-1")]
    [InlineData("aws/unclaimed -> blue/claimed", "moving: env-1 to aws/unclaimed: blue/claimed/env-1 -> aws/unclaimed/env-1; env-1")]
    [InlineData("aws/claimed -> gone", "moving: env-1 to aws/claimed: new -> aws/claimed/env-1; env-1 claimed")]
    public void AreTakenBackByTheirInverse(string move, string inverse) => Assert.Equal(inverse, Answer.Of(Change(move).Inverse));

    [Fact]
    public void ThatGoOnWithAClaimAreTakenBackByFreeingItsLock() => Assert.Equal(
        "unclaiming: env-1: blue/claimed/env-1 -> blue/unclaimed/env-1; env-1",
        Answer.Of(Changed.Adopting(Claim(Held with { Pool = Blue })).Inverse));

    [Theory]
    [InlineData("aws/unclaimed -> aws/claimed", "aws", true)]
    [InlineData("new -> aws/claimed", "aws", true)]
    [InlineData("new -> blue/unclaimed", "blue", false)]
    [InlineData("aws/claimed -> gone", "aws", false)]
    [InlineData("aws/claimed -> aws/unclaimed", "aws", false)]
    [InlineData("aws/claimed -> aws/claimed", "aws", false)]
    [InlineData("aws/unclaimed -> blue/claimed", "aws", true)]
    [InlineData("blue/claimed -> aws/claimed", "blue", false)]
    [InlineData("aws/claimed -> aws/unclaimed, aws/unclaimed -> aws/claimed", "aws", true)]
    public void TellTheirPoolAndWhetherTheyTakeALock(string moves, string pool, bool claims) =>
        Assert.Equal((pool, claims), (Change(moves).Pool.Value, Change(moves).Claims));

    [Fact]
    public void ThatGoOnWithAClaimAreOfThePoolWhereItsLockIs()
    {
        var change = Changed.Adopting(Claim(Held with { Pool = Blue }));

        Assert.Equal((Blue, true, null), (change.Pool, change.Claims, change.TakenIn));
    }

    [Theory]
    [InlineData("aws/claimed -> aws/claimed", null)]
    [InlineData("aws/claimed -> blue/claimed", "aws")]
    public void TellWhereTheClaimThatTheyKeepWasTakenWhenThatIsElsewhere(string move, string? pool)
    {
        Assert.Equal(pool, (Change(move) with { Kept = Claim(Held) }).TakenIn);
        Assert.Equal(pool, (Change(move) with { Continues = Claim(Held) }).TakenIn);
        Assert.Equal(pool, (Change(move) with { Kept = Claim(Held), Continues = Claim(Held with { Pool = PoolName.Parse("green", "x") }) }).TakenIn);
        Assert.Null(Change(move).TakenIn);
    }

    [Fact]
    public void ThatGoOnWithAClaimTellWhereItWasTakenWhenItsLockIsElsewhere()
    {
        var moved = Claim(Held with { Pool = Blue });

        Assert.Equal("aws", Changed.Adopting(moved with { Message = moved.Message with { TakenIn = "aws" } }).TakenIn);
    }

    [Theory]
    [InlineData("aws/claimed -> blue/claimed", null, true)]
    [InlineData("aws/claimed -> blue/claimed", "id", false)]
    [InlineData("aws/claimed -> aws/claimed", null, false)]
    [InlineData("aws/claimed -> blue/claimed, aws/unclaimed -> blue/unclaimed", null, false)]
    public void NameAClaimWithoutAnIdOnlyInAnotherPool(string moves, string? id, bool isNamed)
    {
        Assert.Equal(isNamed, (Change(moves) with { Kept = Claim(Held, id) }).NamesItsClaim);
        Assert.False(Change(moves).NamesItsClaim);
    }

    [Fact]
    public void OfATakenLockTellTheNameUnderWhichItIsHeld()
    {
        var build = new Build("1234", "42", "test", "deploy", "main", "https://ci.example.com/builds/1234");

        Assert.Equal("mine", Taken(new Alias("mine", build)).Alias);
        Assert.Null(Taken(null).Alias);

        static Changed Taken(Alias? name) =>
            Assert.IsType<Changed>(new ClaimLock(Answer.Aws, Answer.Env1, name).Decide(MemoryPools.Of(BranchOf.LockUnclaimed)));
    }

    private static StandingClaim Claim(Lock held, string? id = "id") => new(held, Answer.Commit, CommitMessage.Parse("") with { ClaimId = id });

    private static Changed Change(string moves) => new(
        [.. moves.Split(", ").Select(move => move.Split(" -> ")).Select(ends => new Move(Place(ends[0]), Place(ends[1])))], Answer.Env1, "subject");

    private static Lock? Place(string text) => text.Split('/') is [var pool, var state]
        ? new Lock(PoolName.Parse(pool, "x"), LockState.All.Single(one => one.Directory == state), Answer.Env1)
        : null;
}
