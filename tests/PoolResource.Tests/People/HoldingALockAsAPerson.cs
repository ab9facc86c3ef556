using PoolResource.Operations;
using PoolResource.Tests.Operations;
using PoolResource.Tests.Puts;
using PoolResource.Transactions;

namespace PoolResource.Tests.People;

public sealed class HoldingALockAsAPerson : IDisposable
{
    private static readonly Person Anna = Person.Parse("Anna <anna@example.com>", "--as");
    private static readonly Person Bob = Person.Parse("Bob <bob@example.com>", "--as");

    private readonly Put put = new();
    private readonly StringWriter said = new();

    public HoldingALockAsAPerson() => put.Branch.Then("aws/unclaimed/env-1=old blue/unclaimed/other");

    public void Dispose()
    {
        put.Dispose();
        said.Dispose();
    }

    [Fact]
    public async Task NamesThePersonAsAuthorAndTheToolAsCommitter()
    {
        await RunAsync(Anna, new ClaimLock(Answer.Aws, Answer.Env1), "the deploy hangs");

        Assert.Equal(
            "Anna <anna@example.com>|CI Pool Resource <ci-pool@localhost>|claiming: env-1", put.Branch.Git("log", "-1", "--format=%an <%ae>|%cn <%ce>|%s", "main").Trim());
        Assert.Matches(
            "^claiming: env-1\n\nPool: aws\nClaim-Id: [0-9a-f-]{36}\nPerson: Anna <anna@example.com>\nReason: the deploy hangs\n", put.Branch.Git("log", "-1", "--format=%B", "main"));
    }

    [Fact]
    public async Task IsSeenByAPutAsAnothers()
    {
        await RunAsync(Anna, new ClaimLock(Answer.Aws, Answer.Env1), "the deploy hangs");

        Sentence.Matches(
            "gave up waiting for lock env-1 of pool aws after 0s: env-1 is held by Anna (at a terminal) since …Z, held …, for: the deploy hangs; raise params.timeout, or have it released",
            await put.RefusalAsync("""{"claim": "env-1", "as": "mine", "timeout": "0s"}"""));
    }

    [Fact]
    public async Task IsHandedOnByAGet()
    {
        var finished = await RunAsync(Anna, new ClaimLock(Answer.Aws, Answer.Env1));

        await put.GetAsync(new Version(finished.Commit.Value));

        Assert.Contains("\"build_url\": null", put.Read("env", "claim.json"), StringComparison.Ordinal);
        Assert.Contains("\"person\": \"Anna \\u003Canna@example.com\\u003E\"", put.Read("env", "claim.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task EndsForABuildThatHeldTheLockBefore()
    {
        var claim = await put.RunAsync("""{"claim": "env-1"}""");
        await put.GetAsync(claim.Version);
        await RunAsync(Anna, Release(Anna, ClaimOf(put.Branch.Tip)));
        await RunAsync(Anna, new ClaimLock(Answer.Aws, Answer.Env1));

        Sentence.Matches(
            "lock env-1 of pool aws is no longer held by this claim: it was taken by Anna (at a terminal) at …", await put.RefusalAsync("""{"release": "env"}"""));
    }

    [Fact]
    public async Task IsForThePersonToEndAndForNobodyElse()
    {
        await RunAsync(Anna, new ClaimLock(Answer.Aws, Answer.Env1));

        var refusal = await Assert.ThrowsAsync<HeldByAnother>(() => RunAsync(Bob, Release(Bob)));
        await RunAsync(Anna, Release(Anna));

        Sentence.Matches("lock env-1 of pool aws is held by Anna (at a terminal) since …", refusal.Message);
        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/.gitkeep aws/unclaimed/env-1 blue/unclaimed/other", put.Branch.Files);
        Assert.Equal(3, put.Branch.Commits);
    }

    [Fact]
    public async Task OfABuildIsEndedByTheClaimThatWasShown()
    {
        await put.RunAsync("""{"claim": "env-1"}""");

        var refusal = await Assert.ThrowsAsync<HeldByAnother>(() => RunAsync(Anna, Release(Anna)));
        await RunAsync(Anna, Release(Anna, refusal.Claim.Id), "it is stuck");

        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/.gitkeep aws/unclaimed/env-1 blue/unclaimed/other", put.Branch.Files);
        Assert.Contains("Reason: it is stuck", put.Branch.Git("log", "-1", "--format=%B", "main"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task OfOneWhoHasLoggedInIsForThatAccountToEnd()
    {
        var (anna, another) = (Anna with { Account = "github:1" }, Anna with { Account = "github:2" });
        await RunAsync(anna, new ClaimLock(Answer.Aws, Answer.Env1));
        var claim = ClaimOf(put.Branch.Tip);

        var refusal = await Assert.ThrowsAsync<HeldByAnother>(() => RunAsync(another, Release(another)));
        await Assert.ThrowsAsync<PoolException>(() => RunAsync(another, Release(another, claim) with { OnlyOwn = true }));
        Assert.Equal(2, put.Branch.Commits);
        await RunAsync(anna, Release(anna) with { OnlyOwn = true });

        Sentence.Matches("lock env-1 of pool aws is held by Anna (via github) since …", refusal.Message);
        Assert.Equal("unclaiming: env-1\n\nPool: aws\nPerson: Anna <anna@example.com>\nAccount: github:1", put.Branch.Git("log", "-1", "--format=%B", "main").Trim());
    }

    // What was the person's own when it was shown is somebody else's by the time of the look.
    [Fact]
    public async Task IsLeftAloneByOneWhoMayEndOnlyTheirOwnOnceItHasChangedHands()
    {
        var anna = Anna with { Account = "github:1" };
        await RunAsync(anna, new ClaimLock(Answer.Aws, Answer.Env1));
        var release = Release(anna, ClaimOf(put.Branch.Tip)) with { OnlyOwn = true };
        put.Branch.Then("aws/unclaimed/env-1=old", "main/deploy/test build 42 unclaiming: env-1\n\nPool: aws\n");
        put.Branch.Then("aws/claimed/env-1=old", "main/deploy/test build 43 claiming: env-1\n\nPool: aws\nClaim-Id: B\n");

        var refusal = await Assert.ThrowsAsync<PoolException>(() => RunAsync(anna, release));

        Sentence.Matches("lock env-1 of pool aws is held by main/deploy/test build 43 since …, and you may not take a lock from somebody else; …", refusal.Message);
        Assert.Equal("aws/claimed/env-1", put.Branch.Files);
    }

    [Theory]
    [InlineData("github:1", "")]
    [InlineData(null, "")]
    [InlineData("github:2", "Renewed-By: Anna <anna@example.com>\n")]
    public async Task IsRenewedInTheNameOfTheAccountThatHoldsIt(string? account, string renewedBy)
    {
        await RunAsync(Anna with { Account = "github:1" }, new ClaimLock(Answer.Aws, Answer.Env1));
        var claim = ClaimOf(put.Branch.Tip);
        var other = Anna with { Account = account };

        await RunAsync(other, new LockOfAnybody(
            Answer.Aws, Answer.Env1, other, claim, own => new RenewLock(Answer.Aws, Answer.Env1, Lease.Parse("1h", "--lease"), own)));

        Assert.Matches(
            $"^renewing: env-1\n\nPool: aws\nLock: env-1\nClaim-Id: {claim}\nPerson: Anna <anna@example.com>\nAccount: github:1\nLease-Until: [^\n]+\n{renewedBy}$",
            put.Branch.Git("log", "-1", "--format=%B", "main").TrimEnd('\n') + "\n");
    }

    [Fact]
    public async Task IsNotEndedOnceTheLockHasChangedHands()
    {
        await put.RunAsync("""{"claim": "env-1"}""");
        var shown = (await Assert.ThrowsAsync<HeldByAnother>(() => RunAsync(Anna, Release(Anna)))).Claim.Id;
        put.Branch.Then("aws/unclaimed/env-1=old", "main/deploy/test build 42 unclaiming: env-1\n\nPool: aws\n");
        put.Branch.Then("aws/claimed/env-1=old", "main/deploy/test build 43 claiming: env-1\n\nPool: aws\nClaim-Id: B\n");

        var refusal = await Assert.ThrowsAsync<HeldByAnother>(() => RunAsync(Anna, Release(Anna, shown)));

        Sentence.Matches($"lock env-1 of pool aws is not held by claim \"{shown}\", but by main/deploy/test build 43 since …, with claim B; nothing was changed", refusal.Message);
        Assert.Equal("aws/claimed/env-1", put.Branch.Files);
    }

    [Theory]
    [InlineData("aws/unclaimed/env-1=new blue/claimed/env-1=old")]
    [InlineData("aws/unclaimed/other blue/claimed/env-1=old")]
    public async Task IsLookedForWhereItWentUnderTheClaimThatWasShown(string files)
    {
        await put.RunAsync("""{"claim": "env-1"}""");
        var shown = (await Assert.ThrowsAsync<HeldByAnother>(() => RunAsync(Anna, Release(Anna)))).Claim.Id;
        put.Branch.Then("aws/unclaimed/other blue/claimed/env-1=old", $"main/deploy/test build 42 moving: env-1 to blue/claimed\n\nPool: blue\nClaim-Id: {shown}\n");
        put.Branch.Then(files, "by hand, another");

        var refusal = await Assert.ThrowsAsync<NotFound>(() => RunAsync(Anna, Release(Anna, shown)));

        Assert.Equal($"claim \"{shown}\" holds lock env-1 in pool blue by now, and not in aws; nothing was changed (to change it there, name blue/env-1)", refusal.Message);
        Assert.Equal(files.Replace("=new", "", StringComparison.Ordinal).Replace("=old", "", StringComparison.Ordinal), put.Branch.Files);
    }

    [Fact]
    public async Task ByHandIsOnesOwnByTheSameEmail()
    {
        put.Branch.Then("aws/claimed/env-1=old", "take it");

        await RunAsync(Person.Parse("Somebody <A@B>", "--as"), Release(Person.Parse("Somebody <A@B>", "--as")));

        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/.gitkeep aws/unclaimed/env-1", put.Branch.Files);
    }

    [Theory]
    [InlineData("claiming: env-1\n\nBuild URL: https://ci/builds/7\n")]
    [InlineData("claiming: env-1\n\nPool: aws\nClaim-Id: 7\n")]
    [InlineData("main/deploy/test build 7 claiming: env-1\n\nPerson: A Person <a@b>\nBuild-Id: 7\n")]
    public async Task OfABuildIsNeverOnesOwnWhateverItsEmail(string message)
    {
        put.Branch.Then("aws/claimed/env-1=old", message);
        var person = Person.Parse("A Person <a@b>", "--as");

        await Assert.ThrowsAsync<HeldByAnother>(() => RunAsync(person, Release(person)));
    }

    [Fact]
    public async Task IsNotGoneOnWithByABuildOfTheSameName()
    {
        put.Branch.Then("aws/claimed/env-1=old blue/unclaimed/other", "claiming: env-1\n\nPool: aws\nClaim-Id: 7\nPerson: Anna <anna@example.com>\nClaimed-As: mine\n");

        Assert.Equal("", (await put.RunAsync("""{"release": {"as": "mine"}}""")).Metadata[0].Value);
    }

    [Fact]
    public async Task GoesToAnotherPoolUnderTheSameClaim()
    {
        await RunAsync(Anna, new ClaimLock(Answer.Aws, Answer.Env1));
        var claim = ClaimOf(put.Branch.Tip);

        await RunAsync(Anna, new LockOfAnybody(
            Answer.Aws, Answer.Env1, Anna, null, own => MoveLock.Move(Answer.Aws, Answer.Env1, PoolName.Parse("blue", "x"), LockState.Claimed, own)));

        Assert.Contains("blue/claimed/env-1", put.Branch.Files, StringComparison.Ordinal);
        Assert.Equal(claim, ClaimOf(put.Branch.Tip));
    }

    [Fact]
    public async Task IsTakenBackAsThePerson()
    {
        var finished = await RunAsync(Anna, new ClaimLock(Answer.Aws, Answer.Env1));

        var given = await OneChange.TakeBackAsync(
            [PushedClaim.Of(finished.Pushed!)], [], put.Branch.Source, Anna, new EngineLog(said), put.Time, TestContext.Current.CancellationToken);

        Assert.Equal(Answer.Env1, given);
        Assert.Equal(
            "Anna|unclaiming: env-1\n\nPool: aws\nPerson: Anna <anna@example.com>\nReason: aborted", put.Branch.Git("log", "-1", "--format=%an|%B", "main").Trim());
    }

    private static LockOfAnybody Release(Person person, string? claim = null) =>
        new(Answer.Aws, Answer.Env1, person, claim, _ => new ReleaseLock(Answer.Aws, Answer.Env1));

    private string ClaimOf(CommitId commit) => CommitMessage.Parse(put.Branch.Git("log", "-1", "--format=%B", commit.Value)).ClaimId!;

    private async Task<Finished> RunAsync(Person person, Operation operation, string? reason = null)
    {
        using var grace = new GracePeriod(put.Time, TestContext.Current.CancellationToken);
        return await new OneChange(operation, put.Branch.Source, person, new StepTimeout(null, put.Time), new EngineLog(said), put.Time, new Random(1))
        {
            Reason = reason is null ? null : Reason.Parse(reason, "--reason"),
        }.RunAsync(grace);
    }
}
