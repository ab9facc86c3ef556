using PoolResource.Configuration;
using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.Transactions;

namespace PoolResource.Concourse;

/// <summary>A put: brings one operation into the branch, however long it takes, and answers with its commit.</summary>
/// <param name="log">What the user sees meanwhile.</param>
/// <param name="time">The clock.</param>
/// <param name="build">The build the put runs in.</param>
/// <param name="random">Chooses among free locks, and spreads attempts.</param>
/// <param name="leave">Starts the process that goes on with what is not settled when the step ends.</param>
public sealed class OutCommand(StepLog log, TimeProvider time, Build build, Random random, Action<UnfinishedWorkDocument> leave)
{
    /// <summary>Whether the host has answered to this build before: it is borne with from the first look on.</summary>
    public bool HostIsKnown { get; init; }

    /// <summary>The claims it may act on where it looks for them by a name; null for whatever the build holds.</summary>
    public IReadOnlyCollection<CommitId>? OnlyClaims { get; init; }

    /// <summary>The grace of the step of which this put is a part; null when it is a step of its own.</summary>
    public GracePeriod? Around { get; init; }

    /// <summary>Returns with a sentence once Concourse says that the build is over; null where it is not asked.</summary>
    public Func<ConcourseAccess?, CancellationToken, Task<string>>? Ending { get; init; }

    /// <summary>Tells of claims whether their builds still run, as Concourse says, in the order in which they are given; null where nothing is reaped.</summary>
    public Func<ConcourseAccess?, IReadOnlyCollection<StandingClaim>, CancellationToken, Task<IReadOnlyList<JudgedClaim>>>? Judge { get; init; }

    /// <param name="request">What the pipeline asks.</param>
    /// <param name="inputs">The directory of the step's inputs.</param>
    /// <param name="answer">Takes the response, once nothing of the step is left but its effect.</param>
    /// <param name="stop">Ends the wait; a claim that gets in after it is undone, also after the answer.</param>
    /// <exception cref="PoolException">It cannot be done.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    /// <exception cref="StepAborted">The step was asked to end.</exception>
    public async Task RunAsync(OutRequest request, string inputs, Func<Response, Task> answer, CancellationToken stop)
    {
        var document = request.Source ?? new SourceDocument();
        var parameters = request.Parameters ?? new OutParams();
        Payload.RequireAll([.. document.ToMissing(), .. parameters.ToMissing()]);
        var source = document.ToSource();
        var operation = new PutOperation(parameters, source, new StepInputs(inputs), build, random).Parse();
        if (operation is LockUnderAName named)
        {
            operation = named with { Only = OnlyClaims };
        }

        var (timeout, priority) = (new StepTimeout(parameters.ToTimeout(), time), parameters.ToPriority());

        using var grace = new GracePeriod(time, stop, Around);
        var change = new OneChange(operation, source, build, timeout, log, time, random)
        {
            HostIsKnown = HostIsKnown,
            Priority = priority,
            ReadsUsualHold = true,
            Ending = Ending is { } ending ? end => ending(source.Concourse, end) : null,
        };
        var reaping = operation is HeldClaims look ? new Reaping(look, source, build, timeout, log, time, random) { Judge = (claims, end) => Judge!(source.Concourse, claims, end) } : null;
        try
        {
            var response = reaping is not null
                ? ReapAnswer.Of(await reaping.RunAsync(grace), source.Pool, parameters.Reap?.DryRun == true)
                : For(await change.RunAsync(grace), source.Pool);
            stop.ThrowIfCancellationRequested();
            await answer(response);
            stop.ThrowIfCancellationRequested();
        }
        catch (Exception fault)
        {
            var unfinished = new UnfinishedWork(log, time, build, random);
            var done = await new StepEnd(request, inputs, operation, source, unfinished, time, leave).SettleAsync(reaping?.Transaction ?? change.Transaction, grace);
            switch (fault)
            {
                // Whatever else has ended it at that moment: Concourse hears no reason any more.
                case var _ when stop.IsCancellationRequested:
                    throw new StepAborted(done, stop);
                case PoolException refusal when done is not null:
                    throw new PoolException($"{refusal.Message}; {done}", refusal);
                case GitException failure when done is not null:
                    throw new PoolException($"{failure.Failure.Sentence}; {done}", failure);
                case var _ when done is not null:
                    log.Warn(done);
                    throw;
                default:
                    throw;
            }
        }
    }

    private static Response For(Finished finished, PoolName pool) =>
        Response.For(Version.Of(finished, pool), finished.Lock?.Value ?? "", finished.Pool ?? pool, finished.Pushed?.LeaseUntil);
}
