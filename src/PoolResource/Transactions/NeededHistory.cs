using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>The branch, with as much of its past as an operation looks at.</summary>
/// <param name="operation">The operation.</param>
/// <param name="branch">The branch.</param>
internal sealed class NeededHistory(Operation operation, PoolBranch branch)
{
    private readonly HistoryFetcher history = new(branch);
    private HistorySearch? search;

    /// <summary>What brings more of the past.</summary>
    public HistoryFetcher History => history;

    /// <summary>What is asked of it.</summary>
    public HistorySearch Search => search ??= new(history);

    /// <summary>Whether the branch was brought at least once.</summary>
    public bool WasFetched { get; private set; }

    /// <summary>The pools at a commit.</summary>
    public Pools PoolsAt(CommitId? tip) => history.Graph.Pools(tip);

    /// <summary>Since when a lock is free; what is not found in recent history is so for long.</summary>
    /// <param name="free">The lock, which stands in the tip.</param>
    /// <param name="stop">Kills git.</param>
    public async Task<DateTimeOffset> FreeSinceAsync(Lock free, CancellationToken stop) =>
        await Search.NewestTouchingAsync(branch.Objects.Tip, free.Path, HistorySearch.RecentSteps, stop) is { } commit ? branch.Objects.Describe(commit).When : DateTimeOffset.MinValue;

    /// <summary>Looks at the line, too: who waits asks first whether anything has moved; who comes, or has pushed, is given both in one answer.</summary>
    /// <param name="line">The line.</param>
    /// <param name="isWaiting">Whether the last look has shown that there was nothing to be had at that tip.</param>
    /// <param name="seen">The tip for which all is here that the operation looks at; null for none.</param>
    /// <param name="hasPushed">Whether there is a commit that was pushed.</param>
    /// <param name="stop">Kills git.</param>
    /// <returns>The tip; null when there is no such branch.</returns>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    public async Task<CommitId?> LookAsync(PlaceInLine line, CommitId? seen, bool isWaiting, bool hasPushed, CancellationToken stop)
    {
        if (isWaiting)
        {
            return await line.LookAsync(stop) == seen ? seen : await FetchAsync(seen, hasPushed, stop);
        }

        return await line.LookAsync(stop, Options) is not null ? await CatchUpAsync(seen, stop) : null;
    }

    /// <summary>
    /// Brings the branch: at first its tip alone, later what has come since, so that our own commit is recognised in it
    /// and holders are found. A commit that was pushed stays in the repository in which it was made.
    /// </summary>
    /// <param name="seen">The tip for which all is here that the operation looks at; null for none.</param>
    /// <param name="hasPushed">Whether there is such a commit.</param>
    /// <param name="stop">Kills git.</param>
    /// <returns>The tip; null when there is no such branch.</returns>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    public async Task<CommitId?> FetchAsync(CommitId? seen, bool hasPushed, CancellationToken stop)
    {
        var found = operation.Needs is SinceClaim { Commit: var known } && !WasFetched && !hasPushed
            ? await history.FetchWithAsync(known, stop)
            : await branch.FetchAsync(stop, Options);
        return found ? await CatchUpAsync(seen, stop) : null;
    }

    private string[] Options => branch.Objects.IsEmpty ? ["--depth=1"] : [];

    // What is fetched for the rule may bring a newer tip along.
    private async Task<CommitId?> CatchUpAsync(CommitId? seen, CancellationToken stop)
    {
        WasFetched = true;
        CommitId tip;
        do
        {
            tip = branch.Objects.Tip;
            if (tip != seen && !await LearnAsync(tip, stop))
            {
                return null;
            }
        }
        while (branch.Objects.Tip != tip);
        return tip;
    }

    private async Task<bool> LearnAsync(CommitId tip, CancellationToken stop)
    {
        switch (operation.Needs)
        {
            case SinceClaim { Commit: var known }:
                return await history.CompleteOrFetchAllAsync(known, stop);
            case ClaimsOf { Pool: var pool, Own: var own, Name: var name }:
                await Search.LearnClaimsAsync(tip, PoolsAt(tip).HeldIn(pool).Where(held => name is null || held.Name == name), own, stop);
                return true;
            default:
                return true;
        }
    }
}
