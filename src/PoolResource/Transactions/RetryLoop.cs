using Polly;
using Polly.Retry;
using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>The one loop: attempts until it is done, with pauses that depend on why it was not.</summary>
public sealed class RetryLoop(
    PoolTransaction transaction, Operation operation, Source source, StepTimeout timeout, EngineLog log, TimeProvider time, Random random)
{
    private readonly RetryBudget budget = new(operation, timeout, time);
    private WaitReport? report;
    private Waiting? waiting;
    private TimeSpan attempt;

    /// <summary>Tells whoever waits how long a lock of a pool is usually held; null where nobody knows.</summary>
    public Func<PoolName, TimeSpan?>? UsualHold { get; init; }

    private WaitReport Report => report ??= new WaitReport(transaction, timeout, log) { UsualHold = UsualHold };

    /// <exception cref="PoolException">It cannot be done, or not in the time given.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Finished> RunAsync(GracePeriod grace)
    {
        Outcome<Attempt>? first = await AttemptAsync(grace);
        if (first is { Result: Finished done })
        {
            return done;
        }

        var context = ResilienceContextPool.Shared.Get(continueOnCapturedContext: true, grace.Stop);
        try
        {
            return await Pipeline(grace.Stop).ExecuteAsync(GoOnAsync, context) switch
            {
                Finished finished => finished,
                Waiting => throw await GaveUpAsync(grace),
                PushFailed loss => await FindPushedAsync(grace) ?? throw Refused(loss),
                var unknown => throw new InvalidOperationException($"{unknown.GetType()} is no attempt"),
            };
        }
        catch (GitException fault) when (timeout.IsOver && transaction.HasReachedHost)
        {
            throw GaveUp(fault);
        }

        async ValueTask<Attempt> GoOnAsync(ResilienceContext ignored)
        {
            var outcome = first ?? await AttemptAsync(grace);
            first = null;
            outcome.ThrowIfException();
            return outcome.Result!;
        }
    }

    // Made once the first attempt has failed: Polly checks its options by reflection, which takes its time.
    private ResiliencePipeline<Attempt> Pipeline(CancellationToken stop) => new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = round => ValueTask.FromResult(MayGoOn(round.Outcome)),
            DelayGenerator = round => ValueTask.FromResult<TimeSpan?>(Pause(round.Outcome)),
            OnRetry = round => SayAsync(round.Outcome, stop),
        })
        .Build();

    private async Task<Outcome<Attempt>> AttemptAsync(GracePeriod grace)
    {
        var begun = time.GetTimestamp();
        try
        {
            return Polly.Outcome.FromResult(await transaction.AttemptAsync(grace));
        }
        catch (GitException fault)
        {
            return Polly.Outcome.FromException<Attempt>(fault);
        }
        finally
        {
            attempt = time.GetElapsedTime(begun);
        }
    }

    private bool MayGoOn(Outcome<Attempt> round) => round switch
    {
        { Result: Waiting now } => IsWaiting(now),
        { Result: PushFailed { Refusal: not null } or PushFailed { IsLasting: true } } when !operation.GivesBack => false,
        { Result: PushFailed loss } => budget.Bears(loss),
        { Exception: GitException fault } =>
            budget.Bears(fault, transaction.HasReachedHost || operation.FollowsClaim, waiting is not null),
        _ => false,
    };

    private bool IsWaiting(Waiting now)
    {
        waiting = now;
        budget.Forget();
        return !timeout.IsOver;
    }

    private TimeSpan Pause(Outcome<Attempt> round) => round switch
    {
        { Result: Waiting { Place: { } place } } => timeout.Within(place.Pause, isWait: true),
        { Result: Waiting } => timeout.Within(Backoff.WhileBusy(timeout.Waited, source.RetryDelay, random.NextDouble()), isWait: true),
        // In the line it is one's turn, and nobody else's but for another lock.
        { Result: PushFailed { Tries: 1 } } when transaction.Line is { IsIn: true } => TimeSpan.Zero,
        { Result: PushFailed { Tries: 1 } } => timeout.Within(Backoff.AfterRace(budget.FailedPushes, attempt, random.NextDouble()), isWait: false),
        { Exception: not null } when waiting is not null => timeout.Within(NoLongerThanAWait(Backoff.AfterFailure(budget.Failures, random.NextDouble())), isWait: true),
        _ => timeout.Within(Backoff.AfterFailure(budget.Failures, random.NextDouble()), isWait: false),
    };

    private TimeSpan NoLongerThanAWait(TimeSpan pause) => pause < source.RetryDelay ? pause : source.RetryDelay;

    private async ValueTask SayAsync(Outcome<Attempt> round, CancellationToken stop)
    {
        switch (round)
        {
            case { Result: Waiting now }:
                await TellAsync(now, stop);
                break;
            case { Exception: GitException fault }:
                log.Unreachable(fault.Failure.Sentence);
                break;
        }
    }

    private async Task TellAsync(Waiting now, CancellationToken stop)
    {
        using var bound = timeout.ForLook(isFirst: false, stop);
        try
        {
            await Report.TellAsync(now, timeout.Waited, bound.Token);
        }
        catch (OperationCanceledException) when (bound.IsOver)
        {
            // The next look comes too late as well, and ends the wait.
        }
    }

    // Before a step gives up, the branch has the last word; where it cannot be read, what the host has said.
    private async Task<Finished?> FindPushedAsync(GracePeriod grace)
    {
        if (timeout.IsOver)
        {
            log.Settling(StepTimeout.Least);
        }

        try
        {
            return await transaction.SettleAsync(grace.Token);
        }
        catch (GitException)
        {
            return null;
        }
    }

    private async Task<PoolException> GaveUpAsync(GracePeriod grace)
    {
        using var bound = timeout.ForPush(grace.Stop);
        try
        {
            return await Report.GaveUpAsync(waiting!, timeout.Given, bound.Token);
        }
        catch (OperationCanceledException) when (bound.IsOver)
        {
            return new PoolException($"gave up waiting for {waiting!.Busy.What} after {timeout.Described}; raise {timeout.Parameter}") { IsWaitInVain = true };
        }
    }

    private PoolException GaveUp(GitException fault) => waiting is null
        ? new PoolException($"gave up after {timeout.Described}: {fault.Failure.Sentence}; raise {timeout.Parameter}")
        : new PoolException($"gave up waiting for {waiting.Busy.What} after {Duration.Describe(timeout.Given)}: {fault.Failure.Sentence}; raise {timeout.Parameter}") { IsWaitInVain = true };

    private Exception Refused(PushFailed loss) => loss switch
    {
        { Refusal: { } refusal } => refusal,
        { Answered: false } when timeout.IsSpent => new PoolException($"gave up after {timeout.Described}: the host does not answer pushes: {loss.Words}; raise {timeout.Parameter}"),
        { Tries: 1, IsLasting: false } when timeout.IsSpent =>
            new PoolException($"gave up after {timeout.Described}: somebody else was faster at each of {budget.FailedPushes} pushes; raise {timeout.Parameter}"),
        { IsTooLate: true } when timeout.IsSpent =>
            new PoolException($"gave up after {timeout.Described}: somebody else was faster at the last of {budget.FailedPushes} pushes; raise {timeout.Parameter}"),
        { Answered: true } => new PoolException($"the host does not accept the commit ({loss.Words}); {PushRule.Advice(loss.Words, source.Branch.Value)}"),
        _ => new PoolException($"the host does not answer pushes: {loss.Words}"),
    };
}
