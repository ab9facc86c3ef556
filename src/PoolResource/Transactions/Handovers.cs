using PoolResource.Git.Graph;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>Whether a lock has changed hands while a step went on.</summary>
/// <param name="history">The branch's past.</param>
internal sealed class Handovers(HistoryFetcher history)
{
    private (CommitId Tip, Lock Standing)? began;

    /// <summary>Who has last taken a lock away, or claimed it, since a commit; null when nobody has.</summary>
    public string? ChangedSince(CommitId commit, CommitId tip, params IReadOnlyList<Lock> places) =>
        commit == tip ? null
        : history.Graph.Since(commit, tip).LastOrDefault(one => places.Any(place => history.Graph.ChangesHands(one, place))) is { } changed ? history.Graph.Objects.Describe(changed).Holder.Shown
        : null;

    /// <summary>By its name alone a lock is taken away as it was when the step began: whoever took it since keeps it.</summary>
    /// <exception cref="PoolException">Somebody has taken it.</exception>
    public void RequireSame(Operation operation, Pools pools, CommitId? tip)
    {
        if (tip is not null && operation.ByName(pools) is { TakesAway: true } byName && pools.Find(byName.Pool, byName.Name) is { } standing)
        {
            began ??= (tip, standing);
            if (standing.State == LockState.Claimed && began is var (first, then) && ChangedSince(first, tip, then, standing) is { } who)
            {
                throw new PoolException($"lock {byName.Name} of pool {byName.Pool} changed hands since this step began: {who} has it now; nothing was changed (run it again to take it from there)");
            }
        }
    }
}
