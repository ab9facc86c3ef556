using Polly;
using Polly.Retry;
using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Commands;

/// <summary>The one loop: attempts until it is done, with pauses that depend on why it was not.</summary>
public sealed class Persistence(
    PoolTransaction transaction, Operation operation, Source source, Patience patience, BuildLog log, TimeProvider time, Random chance)
{
    private readonly WaitReport report = new(transaction, log);
    private readonly Endurance endurance = new(operation, patience, time);
    private Waiting? waiting;
    private TimeSpan attempt;

    /// <exception cref="PoolException">It cannot be done, or not in the time given.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Finished> RunAsync(Grace grace)
    {
        Outcome<Attempt>? first = await AttemptAsync(grace);
        if (first is { Result: Finished done })
        {
            return done;
        }

        try
        {
            return await Pipeline(grace.Stop).ExecuteAsync(GoOnAsync, grace.Stop) switch
            {
                Finished finished => finished,
                Waiting => throw await GaveUpAsync(grace),
                Beaten loss => await FindPushedAsync(grace) ?? throw Refused(loss),
                var unknown => throw new InvalidOperationException($"{unknown.GetType()} is no attempt"),
            };
        }
        catch (GitException fault) when (patience.IsOver && transaction.HasReachedHost)
        {
            throw GaveUp(fault);
        }

        async ValueTask<Attempt> GoOnAsync(CancellationToken stop)
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

    private async Task<Outcome<Attempt>> AttemptAsync(Grace grace)
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
        { Result: Beaten { Refusal: not null } } when !operation.GivesBack => false,
        { Result: Beaten loss } => endurance.Bears(loss),
        { Exception: GitException fault } =>
            endurance.Bears(fault, transaction.HasReachedHost || operation.FollowsClaim, waiting is not null),
        _ => false,
    };

    private bool IsWaiting(Waiting now)
    {
        waiting = now;
        endurance.Forget();
        return !patience.IsOver;
    }

    private TimeSpan Pause(Outcome<Attempt> round) => round switch
    {
        { Result: Waiting } => patience.Within(Backoff.WhileBusy(patience.Waited, source.RetryDelay, chance.NextDouble()), isWait: true),
        { Result: Beaten { Tries: 1 } } => patience.Within(Backoff.AfterRace(endurance.Losses, attempt, chance.NextDouble()), isWait: false),
        { Exception: not null } when waiting is not null => patience.Within(NoLongerThanAWait(Backoff.AfterFailure(endurance.Failures, chance.NextDouble())), isWait: true),
        _ => patience.Within(Backoff.AfterFailure(endurance.Failures, chance.NextDouble()), isWait: false),
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
                log.Unreachable(GitFailure.Of(fault).Sentence);
                break;
        }
    }

    private async Task TellAsync(Waiting now, CancellationToken stop)
    {
        using var bound = patience.ForLook(isFirst: false, stop);
        try
        {
            await report.TellAsync(now, patience.Waited, bound.Token);
        }
        catch (OperationCanceledException) when (bound.IsOver)
        {
            // The next look comes too late as well, and ends the wait.
        }
    }

    // Before a step gives up, the branch has the last word; where it cannot be read, what the host has said.
    private async Task<Finished?> FindPushedAsync(Grace grace)
    {
        if (patience.IsOver)
        {
            log.Settling(Patience.Least);
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

    private async Task<PoolException> GaveUpAsync(Grace grace)
    {
        using var bound = patience.ForPush(grace.Stop);
        try
        {
            return await report.GaveUpAsync(waiting!, patience.Given, bound.Token);
        }
        catch (OperationCanceledException) when (bound.IsOver)
        {
            return new($"gave up waiting for {waiting!.Busy.What} after {patience.Described}; raise params.timeout");
        }
    }

    private PoolException GaveUp(GitException fault) =>
        new($"gave up{(waiting is null ? "" : $" waiting for {waiting.Busy.What}")} after {(waiting is null ? patience.Described : Duration.Describe(patience.Given))}: {GitFailure.Of(fault).Sentence}; raise params.timeout");

    private Exception Refused(Beaten loss) => loss switch
    {
        { Refusal: { } refusal } => refusal,
        { Tries: 1 } when patience.IsSpent =>
            new PoolException($"gave up after {patience.Described}: somebody else was faster at each of {endurance.Losses} pushes; raise params.timeout"),
        { IsTooLate: true } when patience.IsSpent =>
            new PoolException($"gave up after {patience.Described}: somebody else was faster at the last of {endurance.Losses} pushes; raise params.timeout"),
        { Answered: true } => new PoolException($"the host does not accept the commit ({loss.Words}); {PushRule.Advice(loss.Words, source.Branch.Value)}"),
        _ => new PoolException($"the host does not answer pushes: {loss.Words}"),
    };
}
