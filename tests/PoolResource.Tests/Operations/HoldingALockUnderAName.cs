using PoolResource.Operations;
using PoolResource.Testing;

namespace PoolResource.Tests.Operations;

public sealed class HoldingALockUnderAName
{
    private const string Page = "https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42";

    private static readonly Build Self = new("1234", "42", "test", "deploy", "main", Page);

    private static readonly CommitId Commit =
        CommitId.TryParse(new string('1', 40), out var id) ? id : throw new InvalidOperationException();

    private static readonly PoolName Blue = PoolName.Parse("blue", "source.pool");

    private static string Written => CommitMessage.Write("claiming: env-1", Answer.Aws, "id", Self, "mine");

    [Fact]
    public void GoesOnWithTheClaimOfAnEarlierRun() => Assert.Equal(
        "continuing: env-1: ; env-1 claimed", Answer.Of(new AcquireLock(Answer.Aws, new Random(1), new Alias("mine", Self)), Held(Written)));

    [Theory]
    [InlineData("Build-Id: 1234", "Build-Id: 1235")]
    [InlineData("Claimed-As: mine", "Claimed-As: other")]
    [InlineData("main/deploy/test build 42 claiming", "ops/deploy/test build 42 claiming")]
    [InlineData("main/deploy/test build 42 claiming", "main/other/test build 42 claiming")]
    [InlineData("main/deploy/test build 42 claiming", "main/deploy/other build 42 claiming")]
    [InlineData("main/deploy/test build 42 claiming", "claiming")]
    [InlineData("https://ci.example.com/", "https://ci.example.org/")]
    [InlineData("https://ci.example.com/", "https://ci.example.com:8443/")]
    [InlineData("Build URL: " + Page, "")]
    [InlineData("Build URL: " + Page, "Build URL: about:blank")]
    [InlineData("Build-Id: 1234", "Build-Id: 1234\nPipeline-Vars: {\"branch\":\"main\"}")]
    public void IsNotWhatAnotherBuildDoes(string own, string others) => Assert.StartsWith(
        "claiming: ",
        Answer.Of(
            new AcquireLock(Answer.Aws, new Random(1), new Alias("mine", Self)),
            Held(Written.Replace(own, others, StringComparison.Ordinal))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("Build URL: " + Page, "Build URL: https://ci.example.com/builds/1234")]
    [InlineData("Build URL: " + Page, "Build URL: https://CI.example.com/teams/main/pipelines/deploy/jobs/test/builds/42?x=y")]
    public void IsToldByTheClusterHoweverThePageIsWritten(string own, string others) => Assert.StartsWith(
        "continuing: ",
        Answer.Of(
            new AcquireLock(Answer.Aws, new Random(1), new Alias("mine", Self)),
            Held(Written.Replace(own, others, StringComparison.Ordinal))),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("""{"branch":"main"}""", """{"branch":"main"}""", "continuing: …")]
    [InlineData("""{"branch":"main"}""", """{"branch":"other"}""", "claiming: …")]
    [InlineData("""{"branch":"main"}""", null, "claiming: …")]
    [InlineData(null, """{"branch":"main"}""", "claiming: …")]
    public void TellsTheInstancesOfAPipelineApart(string? ownVars, string? vars, string answer)
    {
        var claim = CommitMessage.Write("claiming: env-1", Answer.Aws, "id", Self with { Vars = vars, Url = "https://ci.example.com/builds/7" }, "mine");

        Sentence.Matches(answer, Answer.Of(
            new AcquireLock(Answer.Aws, new Random(1), new Alias("mine", Self with { Vars = ownVars })), Held(claim)));
    }

    [Theory]
    [InlineData("env-1", "continuing: env-1: ; env-1 claimed")]
    [InlineData("spare", "refused: params.as: this build holds lock env-1 as \"mine\" already; give lock spare another name")]
    public void IsOneLockAName(string asked, string answer) => Assert.Equal(answer, Answer.Of(
        new ClaimLock(Answer.Aws, LockName.Parse(asked, "params.claim"), new Alias("mine", Self)), Held(Written)));

    [Theory]
    [InlineData("mine", "unclaiming: env-1: aws/claimed/env-1 -> aws/unclaimed/env-1; env-1")]
    [InlineData("other", "nothing held as \"other\"")]
    public void FreesTheLockThatIsHeldOrNone(string name, string answer) =>
        Assert.Equal(answer, Answer.Of(Release(name), Held(Written)));

    [Fact]
    public void FreesItWhereItsClaimWasMoved()
    {
        var moved = CommitMessage.Write("moving: env-1 to blue/claimed", Answer.Aws, "id", Self, "mine", takenIn: "aws");

        Assert.Equal(
            "unclaiming: env-1: blue/claimed/env-1 -> blue/unclaimed/env-1; env-1",
            Answer.Of(Release("mine"), new MemoryPools(MemoryPools.Of("blue/claimed/env-1").Files)
            {
                Claims = [new StandingClaim(new Lock(Blue, LockState.Claimed, Answer.Env1), Commit, CommitMessage.Parse(moved))],
            }));
    }

    [Fact]
    public void LeavesWhatWasTakenInAnotherPoolUnderTheSameName() => Assert.Equal(
        "nothing held as \"mine\"",
        Answer.Of(Release("mine"), new MemoryPools(MemoryPools.Of("blue/claimed/env-1").Files)
        {
            Claims = [new StandingClaim(new Lock(Blue, LockState.Claimed, Answer.Env1), Commit, CommitMessage.Parse(Written))],
        }));

    [Fact]
    public void FreesAllThatIsHeldUnderIt() => Assert.Equal(
        "unclaiming: env-1, unclaiming: held: aws/claimed/env-1 -> aws/unclaimed/env-1, aws/claimed/held -> aws/unclaimed/held; env-1",
        Answer.Of(Release("mine"), HeldTwice));

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void IsRefusedForSeveralOfWhichOneStaysHeld(bool first, bool second)
    {
        var stays = new Queue<bool>([first, second]);
        var update = new LockUnderAName(Answer.Aws, new Alias("mine", Self), "update", claim =>
            new UpdateLock(claim.Held.Pool, claim.Held.Name, "new"u8.ToArray(), stays.Dequeue() ? claim : null));
        var move = new LockUnderAName(Answer.Aws, new Alias("mine", Self), "move", claim => MoveLock.Move(
            claim.Held.Pool, claim.Held.Name, Blue, claim.Held.Name == Answer.Env1 && !first ? LockState.Unclaimed : LockState.Claimed, claim));

        Assert.All([update, move], one => Assert.Equal(
            "refused: this build holds 2 locks of pool aws as \"mine\"; give each a name of its own", Answer.Of(one, HeldTwice)));
    }

    [Fact]
    public void AnswersWithTheClaimWhenNothingIsToBeDone()
    {
        var outcome = Assert.IsType<Unchanged>(new LockUnderAName(Answer.Aws, new Alias("mine", Self), "update", claim =>
            new UpdateLock(claim.Held.Pool, claim.Held.Name, "aws/claimed/env-1"u8.ToArray(), claim)).Decide(Held(Written)));

        Assert.Equal((Answer.Env1, Answer.Aws, Commit), (outcome.Lock, outcome.Pool, outcome.Claim));
    }

    [Fact]
    public void NamesLocksOfThePoolOfWhichNothingTellsWhoHoldsThem()
    {
        var (aws, blue) = (new Lock(Answer.Aws, LockState.Claimed, Answer.Env1), new Lock(Blue, LockState.Claimed, Answer.Env1));
        var nothing = Assert.IsType<NothingHeld>(Release("other").Decide(new MemoryPools(MemoryPools.Of(BranchOf.LockClaimed).Files)
        {
            Claims =
            [
                new StandingClaim(aws, Commit, CommitMessage.Parse("")) { IsUntold = true },
                new StandingClaim(blue, Commit, CommitMessage.Parse("")) { IsUntold = true },
                new StandingClaim(aws with { Name = LockName.Parse("held", "x") }, Commit, CommitMessage.Parse(Written)),
            ],
        }));

        Assert.Equal([aws], nothing.Untold);
    }

    [Theory]
    [InlineData(null, Page, "params.as needs the build's BUILD_ID …")]
    [InlineData("1234", null, "params.as needs ATC_EXTERNAL_URL or BUILD_URL …")]
    public void NeedsABuildThatSaysWhoItIs(string? buildId, string? page, string sentence) =>
        Sentence.Refuses(sentence, () => Alias.Parse("mine", "params.as", Self with { Id = buildId, Url = page }));

    private static LockUnderAName Release(string name) => new(
        Answer.Aws, new Alias(name, Self), "release", claim => new ReleaseLock(claim.Held.Pool, claim.Held.Name));

    private static MemoryPools HeldTwice => new(MemoryPools.Of(BranchOf.LockClaimed).Files)
    {
        Claims =
        [
            new StandingClaim(new Lock(Answer.Aws, LockState.Claimed, Answer.Env1), Commit, CommitMessage.Parse(Written)),
            new StandingClaim(new Lock(Answer.Aws, LockState.Claimed, LockName.Parse("held", "x")), Commit, CommitMessage.Parse(Written)),
        ],
    };

    private static MemoryPools Held(string message) => new(MemoryPools.Of("aws/claimed/env-1 aws/unclaimed/spare").Files)
    {
        Claims = [new StandingClaim(new Lock(Answer.Aws, LockState.Claimed, Answer.Env1), Commit, CommitMessage.Parse(message))],
    };
}
