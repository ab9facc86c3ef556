using Polly;
using Polly.Retry;
using PoolResource.Git;

namespace PoolResource.Commands;

/// <summary>The one loop: attempts until it is done, with pauses that depend on why it was not.</summary>
public sealed class Persistence(
    PoolTransaction transaction, Source source, TimeSpan? patience, BuildLog log, TimeProvider time, Random chance)
{
    private readonly WaitReport report = new(transaction, log);
    private readonly Losses losses = new();
    private readonly long started = time.GetTimestamp();
    private TimeSpan attempt;

    private TimeSpan Waited => time.GetElapsedTime(started);

    private bool IsOver => patience <= Waited;

    /// <exception cref="PoolException">It cannot be done, or not in the time given.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Finished> RunAsync(Grace grace)
    {
        Outcome<Attempt>? first = await AttemptAsync(grace);
        var last = first is { Result: Finished done } ? done : await Pipeline(grace.Stop).ExecuteAsync(GoOnAsync, grace.Stop);
        return last switch
        {
            Finished finished => finished,
            Beaten when await FindPushedAsync(grace) is { } landed => landed,
            Waiting waiting => throw await report.GaveUpAsync(waiting, patience!.Value, grace.Stop),
            Beaten { Answered: true } loss => throw new PoolException(
                $"the host does not accept the commit ({loss.Words}); {PushRule.Advice(loss.Words, source.Branch.Value)}"),
            Beaten loss => throw new PoolException($"the host does not answer pushes: {loss.Words}"),
            var unknown => throw new InvalidOperationException($"{unknown.GetType()} is no attempt"),
        };

        async ValueTask<Attempt> GoOnAsync(CancellationToken stop)
        {
            var outcome = first ?? await AttemptAsync(grace);
            first = null;
            outcome.ThrowIfException();
            return outcome.Result!;
        }
    }

    // Before a step gives up, the branch has the last word; where it cannot be read, what the host has said.
    private async Task<Finished?> FindPushedAsync(Grace grace)
    {
        try
        {
            return await transaction.LookAsync(grace.Token);
        }
        catch (GitException)
        {
            return null;
        }
    }

    // Made once the first attempt has failed: Polly checks its options by reflection, which takes its time.
    private ResiliencePipeline<Attempt> Pipeline(CancellationToken stop) => new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = int.MaxValue,
            ShouldHandle = round => ValueTask.FromResult(MayGoOn(round.Outcome)),
            DelayGenerator = round => ValueTask.FromResult<TimeSpan?>(Pause(round.Outcome.Result)),
            OnRetry = round => TellAsync(round.Outcome.Result, stop),
        })
        .Build();

    private async Task<Outcome<Attempt>> AttemptAsync(Grace grace)
    {
        var begun = time.GetTimestamp();
        try
        {
            return Outcome.FromResult(await transaction.AttemptAsync(grace));
        }
        catch (GitException fault)
        {
            return Outcome.FromException<Attempt>(fault);
        }
        finally
        {
            attempt = time.GetElapsedTime(begun);
        }
    }

    private bool MayGoOn(Outcome<Attempt> round) => round switch
    {
        { Result: Waiting } => !IsOver,
        { Result: Beaten loss } => losses.Allow(loss, transaction.Tip),
        { Exception: GitException { IsRefusal: false } } => transaction.HasReachedHost && !IsOver,
        _ => false,
    };

    private TimeSpan Pause(Attempt? outcome) => outcome switch
    {
        Beaten { Answered: true } => Backoff.AfterRace(losses.InARow, attempt, chance.NextDouble()),
        Beaten => Backoff.AfterSilence(losses.InARow, chance.NextDouble()),
        _ => WithinPatience(Backoff.WhileBusy(Waited, source.RetryDelay, chance.NextDouble())),
    };

    private async ValueTask TellAsync(Attempt? outcome, CancellationToken stop)
    {
        if (outcome is Waiting waiting)
        {
            losses.Forget();
            await report.TellAsync(waiting, Waited, stop);
        }
    }

    private TimeSpan WithinPatience(TimeSpan pause) =>
        patience - Waited is { Ticks: > 0 } left && left < pause ? left : pause;
}
