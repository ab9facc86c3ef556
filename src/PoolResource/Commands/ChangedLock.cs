using PoolResource.Git;

namespace PoolResource.Commands;

/// <summary>Which lock of a pool a commit is about.</summary>
public sealed class ChangedLock(PoolBranch branch, BranchHistory history, PoolName pool)
{
    /// <summary>
    /// The lock the commit changed, the first in path order when it changed several; for a commit that changed none
    /// of this pool's, the lock of the newest earlier one that did.
    /// </summary>
    /// <returns>The name, null when no lock was ever changed; where it stands in the commit, null when nowhere.</returns>
    public async Task<(LockName? Name, Lock? Standing)> InAsync(CommitId commit, CancellationToken stop)
    {
        var from = commit;
        while (await history.NewestTouchingAsync(from, pool.Value, BranchHistory.AllSteps, stop) is { } touching)
        {
            var parents = branch.Objects.Parents(touching);
            var parent = parents.Count == 0 ? null : parents[0];
            if (FirstDifference(touching, parent) is { } name)
            {
                return (name, branch.Objects.Pools(commit).Find(pool, name));
            }

            if (parent is null)
            {
                break;
            }

            from = parent;
        }

        return (null, null);
    }

    private LockName? FirstDifference(CommitId commit, CommitId? parent)
    {
        foreach (var state in LockState.All)
        {
            var after = branch.Objects.Locks(commit, pool.Directory(state));
            var before = parent is null ? [] : branch.Objects.Locks(parent, pool.Directory(state));
            var changed = after.Except(before).Concat(before.Except(after)).Select(entry => entry.Name).ToList();
            if (changed.Count > 0)
            {
                return changed.Min();
            }
        }

        return null;
    }
}
