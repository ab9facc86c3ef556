namespace PoolResource.History;

/// <summary>
/// Lines of history that meet in a merge. A lock's past is that of the line that tells most of it, whichever parent that
/// is: a line without news of the lock has only the beginning of what the other tells. Of lines that tell as much it is
/// that of the first parent. Where the merge has the lock otherwise than that line, the merge has changed it.
/// </summary>
internal static class MergedLines
{
    /// <summary>What was known before a merge, and what the merge itself has changed.</summary>
    public static (BranchState Before, IReadOnlyList<LockDifference> Changed) Of(HistoryCommit merge, IReadOnlyList<BranchState> parents)
    {
        var lines = new Dictionary<PooledLock, int>();
        var trails = parents[0].Trails.ToBuilder();
        for (var n = 1; n < parents.Count; n++)
        {
            foreach (var (one, trail) in parents[n].Trails)
            {
                if (!trails.TryGetValue(one, out var told) || trail.Count > told.Count)
                {
                    trails[one] = trail;
                    lines[one] = n;
                }
            }
        }

        return (
            parents[0] with { Trails = trails.ToImmutable() },
            [.. merge.Parents.SelectMany((parent, n) => parent.Locks.Where(one => lines.GetValueOrDefault(PooledLock.At(one.Place)) == n))]);
    }
}
