using PoolResource.Git;
using PoolResource.Git.Graph;

namespace PoolResource.Transactions;

/// <summary>Who holds the locks that stand in the way, as far as recent history tells.</summary>
internal sealed class Holders(PoolBranch branch, HistorySearch search, DateTimeOffset now)
{
    /// <summary>One line for each lock.</summary>
    /// <param name="held">The claimed locks.</param>
    /// <param name="tip">The commit in which they are; null when there is none.</param>
    /// <param name="stop">Ends the search.</param>
    public async Task<IReadOnlyList<string>> NamesAsync(IEnumerable<Lock> held, CommitId? tip, CancellationToken stop)
    {
        var locks = held.ToList();
        var found = tip is null
            ? null
            : await search.ClaimingAsync(tip, locks, HistorySearch.RecentSteps, stop);
        return [.. locks.Select(one => found?.Found.TryGetValue(one, out var commit) == true
            ? HeldBy(one, branch.Objects.Describe(commit), search.History.Graph.ClaimBy(one, found).LeaseUntil)
            : EngineLog.HeldBy(one, holder: null, now))];
    }

    private string HeldBy(Lock held, CommitFacts facts, DateTimeOffset? leaseUntil) =>
        EngineLog.HeldBy(held, facts.HolderOf(held) with { LeaseUntil = leaseUntil }, now, facts.About(held)?.Reason);
}
