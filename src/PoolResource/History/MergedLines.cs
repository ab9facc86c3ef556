namespace PoolResource.History;

/// <summary>
/// Lines of history that meet in a merge. A lock's past is that of the line that tells most of it, whichever parent that
/// is: a line without news of the lock has only the beginning of what the other tells. Of lines that tell as much it is
/// that of the first parent. Where the merge has the lock otherwise than that line, the merge has changed it.
/// </summary>
internal static class MergedLines
{
    /// <summary>What was known before a merge, what the merge itself has changed, and the locks of which its lines may tell otherwise.</summary>
    public static (BranchState Before, IReadOnlyList<LockDifference> Changed, IReadOnlyCollection<PooledLock> Apart) Of(
        HistoryCommit merge, IReadOnlyList<BranchState> parents)
    {
        var (lines, apart, trails) = (new Dictionary<PooledLock, int>(), new HashSet<PooledLock>(), parents[0].Trails);
        for (var n = 1; n < parents.Count; n++)
        {
            apart.UnionWith(Footprint.Apart(parents[0].Footprint!, parents[n].Footprint!));
            foreach (var one in apart)
            {
                if (parents[n].Trails.TryGetValue(one, out var trail) && (!trails.TryGetValue(one, out var told) || trail.Count > told.Count))
                {
                    trails = trails.SetItem(one, trail);
                    lines[one] = n;
                }
            }
        }

        return (
            parents[0] with { Trails = trails },
            [.. merge.Parents.SelectMany((parent, n) => parent.Locks.Where(one => lines.GetValueOrDefault(PooledLock.At(one.Place)) == n))],
            apart);
    }
}
