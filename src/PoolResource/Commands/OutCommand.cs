using Polly;
using Polly.Retry;
using PoolResource.Git;
using PoolResource.Protocol;

namespace PoolResource.Commands;

/// <summary>A put: brings one operation into the branch, however long it takes, and answers with its commit.</summary>
/// <param name="log">What the user sees meanwhile.</param>
/// <param name="time">The clock.</param>
/// <param name="build">The build the put runs in.</param>
/// <param name="chance">Chooses among free locks, and spreads attempts.</param>
public sealed class OutCommand(BuildLog log, TimeProvider time, Build build, Random chance)
{
    /// <summary>A push the host turns down so often, though nobody was faster, is forbidden by a rule of the host's.</summary>
    private const int MostRefusals = 5;

    /// <summary>After about a minute without an answer to a push the host is broken.</summary>
    private const int MostSilences = 8;

    /// <param name="request">What the pipeline asks.</param>
    /// <param name="inputs">The directory of the step's inputs.</param>
    /// <param name="stop">Ends the wait; nothing is pushed after it.</param>
    /// <exception cref="PoolException">It cannot be done.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Response> RunAsync(OutRequest request, string inputs, CancellationToken stop)
    {
        var document = request.Source ?? new SourceDocument();
        var parameters = request.Parameters ?? new OutParams();
        Payload.RequireAll([.. document.Missing, .. parameters.Missing]);
        var source = document.ToSource();
        var operation = parameters.ToOperation(source.Pool, new StepInputs(inputs), chance);
        var patience = parameters.Patience;

        using var step = await GitStep.OpenAsync(source, log, time, stop);
        using var branch = step.OpenBranch();
        var finished = await PersistAsync(new PoolTransaction(operation, branch, source, build, log, time), source, patience, stop);
        return Response.For(new Version(finished.Commit.Value), finished.Lock.Value, source.Pool);
    }

    private async Task<Finished> PersistAsync(PoolTransaction transaction, Source source, TimeSpan? patience, CancellationToken stop)
    {
        var report = new WaitReport(transaction, log);
        var started = time.GetTimestamp();
        var beaten = new Losses();
        var pipeline = new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }
            .AddRetry(new RetryStrategyOptions<Attempt>
            {
                MaxRetryAttempts = int.MaxValue,
                ShouldHandle = round => ValueTask.FromResult(round.Outcome switch
                {
                    { Result: Waiting } => !IsOver(),
                    { Result: Beaten loss } => beaten.Allows(loss, transaction.Tip),
                    { Exception: GitException { IsRefusal: false } } => transaction.HasReachedHost && !IsOver(),
                    _ => false,
                }),
                DelayGenerator = round => ValueTask.FromResult<TimeSpan?>(round.Outcome.Result switch
                {
                    Beaten { Answered: true } => Backoff.AfterRace(beaten.InARow, chance.NextDouble()),
                    Beaten => Backoff.AfterSilence(beaten.InARow, chance.NextDouble()),
                    _ => WithinPatience(Backoff.WhileBusy(Waited(), source.RetryDelay, chance.NextDouble())),
                }),
                OnRetry = async round =>
                {
                    if (round.Outcome.Result is Waiting waiting)
                    {
                        await report.TellAsync(waiting, Waited(), stop);
                    }
                },
            })
            .Build();

        return await pipeline.ExecuteAsync(transaction.AttemptAsync, stop) switch
        {
            Finished finished => finished,
            Waiting waiting => throw new PoolException(
                $"gave up waiting for {waiting.Busy.What} after {Duration.Describe(patience!.Value)}{await report.HoldersAsync(waiting, stop)}; raise params.timeout, or have it released"),
            Beaten { Answered: true } loss => throw new PoolException($"the host does not accept the commit ({loss.Words}); allow pushes to branch {source.Branch}"),
            Beaten loss => throw new PoolException($"the host does not answer pushes: {loss.Words}"),
            var unknown => throw new InvalidOperationException($"{unknown.GetType()} is no attempt"),
        };

        TimeSpan Waited() => time.GetElapsedTime(started);

        bool IsOver() => patience <= Waited();

        TimeSpan WithinPatience(TimeSpan pause) =>
            patience - Waited() is { Ticks: > 0 } left && left < pause ? left : pause;
    }

    /// <summary>Counts the pushes in a row that did not get in although the branch stands where it stood.</summary>
    private sealed class Losses
    {
        private CommitId? at;

        public int InARow { get; private set; }

        private int Unmoved { get; set; }

        public bool Allows(Beaten loss, CommitId? tip)
        {
            InARow++;
            Unmoved = tip == at ? Unmoved + 1 : 1;
            at = tip;
            return Unmoved < (loss.Answered ? MostRefusals : MostSilences);
        }
    }
}
