using PoolResource.Git.Graph;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>Whether a lock has changed hands while a step went on.</summary>
/// <param name="history">The branch's past.</param>
internal sealed class Handovers(HistoryFetcher history)
{
    private (CommitId Tip, Lock Standing)? began;

    /// <summary>Who has last taken a lock away, or claimed it, since a commit; null when nobody has.</summary>
    public async Task<string?> ChangedSinceAsync(CommitId commit, CommitId tip, CancellationToken stop, params IReadOnlyList<Lock> places)
    {
        if (commit == tip)
        {
            return null;
        }

        await history.CompleteAsync(commit, stop);
        return history.Graph.Since(commit, tip).LastOrDefault(one => places.Any(place => history.Graph.ChangesHands(one, place))) is { } changed
            ? history.Graph.Objects.Describe(changed).Holder.Shown
            : null;
    }

    /// <summary>By its name alone a lock is taken away as it was when the step began: whoever took it since keeps it.</summary>
    /// <exception cref="PoolException">Somebody has taken it.</exception>
    public async Task RequireSameAsync(Operation operation, Pools pools, CommitId? tip, CancellationToken stop)
    {
        if (tip is not null && operation.ByName(pools) is { TakesAway: true } byName && pools.Find(byName.Pool, byName.Name) is { } standing)
        {
            began ??= (tip, standing);
            if (standing.State == LockState.Claimed && began is var (first, then) && await ChangedSinceAsync(first, tip, stop, then, standing) is { } who)
            {
                throw new PoolException($"lock {byName.Name} of pool {byName.Pool} changed hands since this step began: {who} has it now; nothing was changed (run it again to take it from there)");
            }
        }
    }
}
