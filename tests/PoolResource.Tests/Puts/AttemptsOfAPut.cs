using Microsoft.Extensions.Time.Testing;
using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.Queue;
using PoolResource.Tests.History;
using PoolResource.Tests.Operations;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

/// <summary>Single attempts to bring an operation into a branch: a look, a decision, a push.</summary>
public sealed class AttemptsOfAPut : IAsyncLifetime
{
    private const string Free = "aws/claimed/.gitkeep aws/unclaimed/env-1";
    private const string Held = "aws/claimed/env-1 aws/unclaimed/.gitkeep";

    private readonly HostedBranch host = new();
    private readonly StringWriter stderr = new();
    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
    private Watched? watched;
    private GracePeriod? grace;

    public async ValueTask InitializeAsync()
    {
        watched = await Watched.OpenAsync(host, TimeProvider.System, readAgain: false);
        grace = new GracePeriod(time, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        grace?.Dispose();
        watched?.Dispose();
        host.Dispose();
        await stderr.DisposeAsync();
    }

    private string Message => host.Git("log", "-1", "--format=%B", "main");

    [Fact]
    public async Task AreOneWhereTheLockIsFree()
    {
        host.Then(Free);
        var transaction = Transaction();
        Assert.Equal((false, false, false, null, null), (transaction.HasReachedHost, transaction.HasLanded, transaction.IsWaiting, transaction.Tip, transaction.Sent));

        var finished = Assert.IsType<Finished>(await transaction.AttemptAsync(grace!));

        Assert.Equal((host.Tip, Answer.Env1), (finished.Commit, finished.Lock));
        Assert.Equal((true, true, false), (transaction.HasReachedHost, transaction.HasLanded, transaction.IsWaiting));
        Assert.Equal((null, finished.Commit), (transaction.Sent, Assert.Single(transaction.Claims).Commit));
        Assert.DoesNotContain("Waited:", Message, StringComparison.Ordinal);
        Assert.Contains("\nReason: to test\n", Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellHowLongTheLockWasWaitedForSinceTheFirstLookThatFoundItHeld()
    {
        host.Then(Held);
        var transaction = Transaction();
        time.Advance(TimeSpan.FromSeconds(10));
        var waiting = Assert.IsType<Waiting>(await transaction.AttemptAsync(grace!));
        Assert.Equal("lock env-1 of pool aws", waiting.Busy.What);
        Assert.True(transaction.IsWaiting);

        time.Advance(TimeSpan.FromSeconds(10));
        host.Then($"{Held} notes");
        Assert.IsType<Waiting>(await transaction.AttemptAsync(grace!));
        time.Advance(TimeSpan.FromSeconds(10));
        host.Then(Free);
        Assert.IsType<Finished>(await transaction.AttemptAsync(grace!));

        Assert.Contains("\nWaited: 20s\n", Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreDecidedOnceForEachTip()
    {
        host.Then(Held);
        var transaction = Transaction();

        var first = Assert.IsType<Waiting>(await transaction.AttemptAsync(grace!));
        Assert.Same(first.Busy, Assert.IsType<Waiting>(await transaction.AttemptAsync(grace!)).Busy);
        host.Then($"{Held} notes");
        Assert.NotSame(first.Busy, Assert.IsType<Waiting>(await transaction.AttemptAsync(grace!)).Busy);
    }

    [Fact]
    public async Task PushTheSameCommitAgainWhileTheBranchStandsStill()
    {
        host.Then(Free);
        host.Hook("update", "echo $3 >>pushed; echo disk quota exceeded >&2; exit 1");
        var transaction = Transaction();

        for (var tries = 1; tries <= 3; tries++)
        {
            var failed = Assert.IsType<PushFailed>(await transaction.AttemptAsync(grace!));
            Assert.Equal((tries, true, failed), (failed.Tries, failed.Answered, transaction.LastFailure));
        }

        Assert.Single((await File.ReadAllLinesAsync(Path.Combine(host.Repository, "pushed"), TestContext.Current.CancellationToken)).Distinct());
        Assert.NotNull(transaction.Sent);
        Assert.Equal(2, stderr.ToString().Split('\n').Count(line => line.Contains("disk quota exceeded", StringComparison.Ordinal)));
        host.Hook("update", "exit 0");
        Assert.IsType<Finished>(await transaction.AttemptAsync(grace!));
        Assert.Null(transaction.Sent);
    }

    [Fact]
    public async Task FindWhatHasGotInAlthoughTheHostDidNotSay()
    {
        host.Then(Free);
        host.Hook("post-receive", "kill -9 $PPID");
        var transaction = Transaction();

        var failed = Assert.IsType<PushFailed>(await transaction.AttemptAsync(grace!));
        Assert.Equal((false, host.Tip), (failed.Answered, transaction.Sent));
        host.Then("aws/claimed/env-1 aws/unclaimed/.gitkeep notes");
        var finished = Assert.IsType<Finished>(await transaction.AttemptAsync(grace!));

        Assert.Equal((transaction.Claims[0].Commit, 3), (finished.Commit, host.Commits));
        Assert.NotEqual(host.Tip, finished.Commit);
    }

    [Theory]
    // What got in and was ended by somebody else before anybody looked is no claim any more; the lock is taken anew.
    [InlineData(Free, true)]
    [InlineData("aws/claimed/other aws/unclaimed/.gitkeep", false)]
    public async Task BeginAnewWhereTheirClaimWasEndedBeforeTheyLooked(string then, bool isTaken)
    {
        host.Then(Free);
        host.Hook("post-receive", "kill -9 $PPID");
        var transaction = Transaction();
        Assert.IsType<PushFailed>(await transaction.AttemptAsync(grace!));
        var lost = host.Tip;
        host.Then(then, "unclaiming: env-1");
        host.Hook("post-receive", "exit 0");

        if (isTaken)
        {
            var finished = Assert.IsType<Finished>(await transaction.AttemptAsync(grace!));
            Assert.Equal((host.Tip, finished.Commit), (finished.Commit, Assert.Single(transaction.Claims).Commit));
            Assert.NotEqual(lost, finished.Commit);
        }
        else
        {
            await Assert.ThrowsAsync<NotFound>(() => transaction.AttemptAsync(grace!));
            Assert.Empty(transaction.Claims);
        }

        Assert.Contains(stderr.ToString().Split('\n'), line => line.Contains(lost.ToString()[..7], StringComparison.Ordinal) && line.Contains("env-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task EndWhereTheBranchIsMissing()
    {
        var refusal = await Assert.ThrowsAsync<PoolException>(() => Transaction().AttemptAsync(grace!));

        Sentence.Matches("source.branch: … has no branch main; …", refusal.Message);
    }

    [Fact]
    public async Task WaitForABranchThatWasThere()
    {
        host.Then(Held);
        var transaction = Transaction();
        Assert.IsType<Waiting>(await transaction.AttemptAsync(grace!));
        host.Git("update-ref", "-d", "refs/heads/main");

        var waiting = Assert.IsType<Waiting>(await transaction.AttemptAsync(grace!));
        Assert.Equal(("branch main", "push it again"), (waiting.Busy.What, waiting.Busy.Advice));
        Assert.Equal(["branch main was deleted while this step waited; push it again"], waiting.Busy.Notes);
        Assert.IsType<Waiting>(await transaction.AttemptAsync(grace!));
    }

    [Fact]
    public async Task PushNothingOnceTheStepWasAskedToEnd()
    {
        host.Then(Free);
        using var asked = new CancellationTokenSource();
        using var own = new GracePeriod(time, asked.Token);
        var transaction = Transaction(new Stopping(asked));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => transaction.AttemptAsync(own));

        Assert.Equal(1, host.Commits);
        Assert.Null(transaction.Sent);
    }

    // Since when the lock is free is asked of the host after the look.
    [Fact]
    public async Task EndInTimeWhereMoreOfThePastIsLookedAt()
    {
        host.Then(Free);
        host.Then($"{Free} notes");
        host.Stand(new Ticket(Ticket.NewId(time.GetUtcNow().AddSeconds(-5).ToUnixTimeMilliseconds(), new Random(1)), "0123abcd"));
        var late = new Late(time, StepTimeout.Least);
        var place = new PlaceInLine(late, late.Wish, watched!.Branch, host.Source.Branch, Answer.Build, new StepLog(stderr), time, new Random(2));

        var fault = await Assert.ThrowsAsync<GitException>(() => Transaction(late, timeout: TimeSpan.Zero, line: place).AttemptAsync(grace!));

        Assert.Equal("timed out after 15s", fault.Stderr);
        Assert.Equal(2, host.Commits);
    }

    [Fact]
    public async Task SettleWhatWasPushedByALook()
    {
        host.Then(Free);
        host.Hook("post-receive", "kill -9 $PPID");
        var transaction = Transaction();
        Assert.IsType<PushFailed>(await transaction.AttemptAsync(grace!));

        Assert.Equal(host.Tip, (await transaction.SettleAsync(TestContext.Current.CancellationToken))?.Commit);
        Assert.True(transaction.HasLanded);
    }

    [Fact]
    public async Task KnowHowLongALockIsUsuallyHeld()
    {
        var transaction = Transaction();
        Assert.Null(transaction.UsualHold(Answer.Aws, TestContext.Current.CancellationToken));
        for (var hold = 0; hold <= 3; hold++)
        {
            host.Then(Free);
            host.Then(Held, "main/other/job build 8 claiming: env-1\n");
        }

        Assert.True(await watched!.Branch.FetchAsync(TestContext.Current.CancellationToken));
        Assert.IsType<Waiting>(await transaction.AttemptAsync(grace!));
        Assert.Contains("main/other/job build 8", Assert.Single(await transaction.HoldersAsync([new Lock(Answer.Aws, LockState.Claimed, Answer.Env1)], TestContext.Current.CancellationToken)), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromMinutes(1), transaction.UsualHold(Answer.Aws, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void HaveReachedAHostThatAnsweredTheBuildBefore() =>
        Assert.True(Transaction(hostIsKnown: true).HasReachedHost);

    private static ClaimLock Claim => new(Answer.Aws, Answer.Env1);

    private PoolTransaction Transaction(Operation? operation = null, bool hostIsKnown = false, TimeSpan? timeout = null, PlaceInLine? line = null) =>
        new(operation ?? Claim, watched!.Branch, host.Source, Answer.Build, new StepTimeout(timeout, time), new StepLog(stderr), time)
        {
            HostIsKnown = hostIsKnown,
            Line = line,
            Reason = Reason.Parse("to test", "reason"),
        };

    private sealed record Stopping(CancellationTokenSource Asked) : Operation(Answer.Aws)
    {
        public override string Purpose => "test";

        public override Outcome Decide(Pools pools)
        {
            Asked.Cancel();
            return Claim.Decide(pools);
        }
    }

    private sealed record Late(FakeTimeProvider Time, TimeSpan By) : Operation(Answer.Aws)
    {
        public override string Purpose => "test";

        public override Wish Wish { get; } = new(Answer.Env1, "lock env-1 of pool aws");

        public override Outcome Decide(Pools pools)
        {
            Time.Advance(By);
            return Claim.Decide(pools);
        }
    }
}
