namespace PoolResource.History;

/// <summary>
/// Lines of history that meet in a merge, for each lock by itself. A line that has only the beginning of what another
/// tells has fallen behind, whichever parent it is. Where each tells what the other does not, the lock's past is that of
/// the line from which the merge has the lock, and of the first parent where it has it from both or from neither. Where
/// the merge has the lock otherwise than that line, the merge has changed it.
/// </summary>
internal static class MergedLines
{
    /// <summary>What was known before a merge, what the merge itself has changed, and the locks of which its lines may tell otherwise.</summary>
    public static (BranchState Before, IReadOnlyList<LockDifference> Changed, IReadOnlyCollection<PooledLock> Apart) Of(
        HistoryCommit merge, IReadOnlyList<BranchState> parents)
    {
        var (lines, apart, trails) = (new Dictionary<PooledLock, int>(), new HashSet<PooledLock>(), parents[0].Trails);
        HashSet<PooledLock>[] changed = [.. merge.Parents.Select(parent => parent.Locks.Select(one => PooledLock.At(one.Place)).ToHashSet())];
        for (var n = 1; n < parents.Count; n++)
        {
            apart.UnionWith(Footprint.Apart(parents[0].Footprint!, parents[n].Footprint!));
            foreach (var one in apart)
            {
                var (told, trail) = (trails.GetValueOrDefault(one, LockTrail.Unknown), parents[n].TrailOf(one));
                if (!told.TellsAllOf(trail) && (trail.TellsAllOf(told) || (changed[lines.GetValueOrDefault(one)].Contains(one) && !changed[n].Contains(one))))
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
