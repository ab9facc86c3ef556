namespace PoolResource.History;

/// <summary>
/// Lines of history that meet in a merge, for each lock by itself. A line that has done nothing to the lock, or less than the
/// other (an edit is less than a change of its lease, and that less than one of its holder), has fallen behind, whichever
/// parent it is. Of two that both have changed its holder the lock's past is that of the line from which the merge has the
/// lock where it stands, and of the first parent where both have it there, or neither. Where the merge has the lock
/// otherwise than that line, the merge has changed it.
/// </summary>
internal static class MergedLines
{
    /// <summary>What was known before a merge, what the merge itself has changed, and the locks of which its lines may tell otherwise.</summary>
    public static (BranchState Before, IReadOnlyList<LockDifference> Changed, IReadOnlyCollection<PooledLock> Apart) Of(
        HistoryCommit merge, IReadOnlyList<BranchState> parents)
    {
        var (lines, apart, trails) = (new Dictionary<PooledLock, int>(), new HashSet<PooledLock>(), parents[0].Trails);
        HashSet<PooledLock>[] moved = [.. merge.Parents.Select(parent => parent.Locks.Where(one => one.WasThere != one.IsThere).Select(one => PooledLock.At(one.Place)).ToHashSet())];
        foreach (var (m, n) in Enumerable.Range(1, parents.Count - 1).SelectMany(n => Enumerable.Range(0, n).Select(m => (m, n))))
        {
            var (byOne, byOther) = Footprint.Apart(parents[m].Footprint!, parents[n].Footprint!);
            apart.UnionWith(byOne);
            apart.UnionWith(byOther);
            foreach (var one in byOther.Where(one => lines.GetValueOrDefault(one) == m))
            {
                var (told, trail) = (trails.GetValueOrDefault(one, LockTrail.Unknown), parents[n].TrailOf(one));
                var (news, more) = byOne.Contains(one) ? LockTrail.Parting(told, trail) : (News.None, News.Hands);
                if (more > news || (more == news && moved[m].Contains(one) && !moved[n].Contains(one)))
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
