using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.Protocol;

namespace PoolResource.Commands;

/// <summary>A put: brings one operation into the branch, however long it takes, and answers with its commit.</summary>
/// <param name="log">What the user sees meanwhile.</param>
/// <param name="time">The clock.</param>
/// <param name="build">The build the put runs in.</param>
/// <param name="chance">Chooses among free locks, and spreads attempts.</param>
public sealed class OutCommand(BuildLog log, TimeProvider time, Build build, Random chance)
{
    /// <param name="request">What the pipeline asks.</param>
    /// <param name="inputs">The directory of the step's inputs.</param>
    /// <param name="stop">Ends the wait; a claim that gets in after it is undone.</param>
    /// <exception cref="PoolException">It cannot be done.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    /// <exception cref="OperationCanceledException">The step was asked to end, and nothing of it is left.</exception>
    public async Task<Response> RunAsync(OutRequest request, string inputs, CancellationToken stop)
    {
        var document = request.Source ?? new SourceDocument();
        var parameters = request.Parameters ?? new OutParams();
        Payload.RequireAll([.. document.ToMissing(), .. parameters.ToMissing()]);
        var source = document.ToSource();
        var operation = new PutOperation(parameters, source, new StepInputs(inputs), build, chance).Parse();
        var patience = parameters.ToPatience();

        using var step = await GitStep.OpenAsync(source, log, time, stop);
        using var branch = step.OpenBranch();
        var finished = await RunAsync(operation, branch, source, patience, stop);
        return Response.For(finished.ToVersion(source.Pool), finished.Lock?.Value ?? "", finished.Pool ?? source.Pool);
    }

    private async Task<Finished> RunAsync(
        Operation operation, PoolBranch branch, Source source, TimeSpan? patience, CancellationToken stop)
    {
        var transaction = new PoolTransaction(operation, branch, source, build, log, time);
        using var grace = new Grace(time, stop);
        try
        {
            var finished = await new Persistence(transaction, source, patience, log, time, chance).RunAsync(grace);
            if (stop.IsCancellationRequested)
            {
                await new Withdrawal(branch, source, build, log, time).WithdrawAsync(finished.Pushed, grace);
                throw new OperationCanceledException(stop);
            }

            return finished;
        }
        catch when (transaction.Unsettled is { Change.Claims: true })
        {
            log.LeftBehind(transaction.Unsettled.Change.Lock, source.Pool, transaction.Unsettled.Commit);
            throw;
        }
    }
}
