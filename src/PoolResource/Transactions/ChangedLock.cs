using PoolResource.Git.Graph;
using PoolResource.Git.Objects;

namespace PoolResource.Transactions;

/// <summary>What a version is about.</summary>
/// <param name="Commit">The commit that changed the lock.</param>
/// <param name="Name">The lock.</param>
/// <param name="Standing">Where it stands in that commit; null when it was taken out.</param>
/// <param name="Claim">The claim of a lock that stands claimed.</param>
public sealed record Change(CommitId Commit, LockName Name, Lock? Standing, Claim? Claim);

/// <summary>Which lock of a pool a commit is about.</summary>
public sealed class ChangedLock(HistorySearch search, PoolName pool)
{
    private CommitGraph Graph => search.History.Graph;

    private GitObjects Objects => Graph.Objects;

    /// <summary>
    /// The lock the commit changed; of several, the one that its message claims, or else the first in path order. For a
    /// commit that renews the claim of one, that; for a commit that changed none of this pool's, the lock of the newest earlier one that did; null when no lock was ever
    /// changed.
    /// </summary>
    public async Task<Change?> InAsync(CommitId commit, CancellationToken stop)
    {
        if (Objects.SpokenOf(commit) is { } held && held.Pool == pool && Graph.Renews(commit, held))
        {
            var found = (await search.ClaimingAsync(commit, [held], HistorySearch.AllSteps, stop)).Found;
            return new Change(commit, held.Name, held, found.TryGetValue(held, out var claim) ? ClaimIn(claim, held.Name) : null);
        }

        CommitId? from = commit;
        while (from is not null && await search.NewestTouchingAsync(from, pool.Value, HistorySearch.AllSteps, stop) is { } touching)
        {
            from = Objects.Parents(touching) is [var parent, ..] ? parent : null;
            if ((Objects.SpokenOf(touching)?.Name ?? FirstDifference(touching, from)) is { } name)
            {
                var standing = Graph.Pools(touching).Find(pool, name);
                return new Change(touching, name, standing, standing?.State == LockState.Claimed ? ClaimIn(touching, name) : null);
            }
        }

        return null;
    }

    /// <summary>The lock that a version names, as it is in that commit, with the claim that the version names, if it does.</summary>
    public Change Named(CommitId commit, LockName name, CommitId? claim) =>
        new(commit, name, Graph.Pools(commit).Find(pool, name), claim is null ? null : ClaimIn(claim, name));

    private Claim ClaimIn(CommitId commit, LockName name) =>
        new(pool, name, commit, Said(commit, name)?.ClaimId);

    private CommitMessage? Said(CommitId commit, LockName name) => Objects.Describe(commit).About(new Lock(pool, LockState.Claimed, name));

    private LockName? FirstDifference(CommitId commit, CommitId? parent)
    {
        foreach (var state in LockState.All)
        {
            var after = Objects.Locks(commit, pool.Directory(state));
            var before = parent is null ? [] : Objects.Locks(parent, pool.Directory(state));
            var changed = after.Except(before).Concat(before.Except(after)).Select(entry => entry.Name).Order().ToList();
            if (changed.Count > 0)
            {
                return changed.Find(name => state == LockState.Claimed && Said(commit, name) is not null) ?? changed[0];
            }
        }

        return null;
    }
}
