using PoolResource.Transactions;

namespace PoolResource.Concourse;

/// <summary>Does what a step that had to end has left to be done.</summary>
/// <param name="log">Told of the commits that are made.</param>
/// <param name="time">The clock.</param>
/// <param name="build">The build of the step.</param>
/// <param name="random">Spreads attempts.</param>
public sealed class UnfinishedWork(StepLog log, TimeProvider time, Build build, Random random)
{
    /// <summary>Takes claims back, or goes on with a put that gives a lock back, under its own claim check.</summary>
    /// <exception cref="OperationCanceledException">It is not done.</exception>
    public async Task RunAsync(UnfinishedWorkDocument document, CancellationToken stop)
    {
        if (document.Claims.Count > 0)
        {
            await TakeBackAsync(document.Put.Source!.ToSource(), [.. document.Claims.Select(claim => claim.ToClaim())], document.Tickets, stop);
            return;
        }

        await GiveBackAsync(document.Put with { Parameters = document.Put.Parameters! with { Timeout = null } }, document.Inputs, stop, document.ToFound());
    }

    /// <summary>Gives a lock back, without a word.</summary>
    /// <param name="put">What gives it back.</param>
    /// <param name="inputs">The directory of the step's inputs.</param>
    /// <param name="stop">Ends it.</param>
    /// <param name="only">The claims it may act on where it looks for them by a name; null for whatever the build holds.</param>
    /// <param name="around">The grace of the step that does it; null for a process of its own.</param>
    /// <returns>The lock; null when nothing was held.</returns>
    /// <exception cref="OperationCanceledException">It is not done.</exception>
    public async Task<string?> GiveBackAsync(
        OutRequest put, string inputs, CancellationToken stop, IReadOnlyCollection<CommitId>? only = null, GracePeriod? around = null)
    {
        string? given = null;
        var command = new OutCommand(new StepLog(TextWriter.Null), time, build, random, NoOther) { HostIsKnown = true, OnlyClaims = only, Around = around };
        await command.RunAsync(put, inputs, AnswerAsync, stop);
        return given;

        Task AnswerAsync(Response response)
        {
            given = response.Version.Nothing is null ? response.Metadata[0].Value : null;
            return Task.CompletedTask;
        }
    }

    /// <summary>Takes the claim back that is in the branch, or waits until none of them can get there.</summary>
    /// <returns>The lock; null when there was nothing to take back.</returns>
    /// <exception cref="OperationCanceledException">It is not settled.</exception>
    public Task<LockName?> TakeBackAsync(Source source, IReadOnlyList<PushedClaim> claims, IReadOnlyList<string> tickets, CancellationToken stop) =>
        OneChange.TakeBackAsync(claims, tickets, source, build, log, time, stop);

    private static void NoOther(UnfinishedWorkDocument document) => throw new PoolException("there is one process left behind, and no other");
}
