namespace PoolResource.History;

/// <summary>What a commit touched, and the commits it stands on: by it a merge finds what its lines have not in common.</summary>
/// <param name="order">Its place among all that were read: behind those it stands on.</param>
/// <param name="touched">The locks; of a commit of which nothing earlier is known, all that there are.</param>
/// <param name="parents">What it stands on.</param>
internal sealed class Footprint(int order, PooledLock[] touched, Footprint[] parents)
{
    private const int Both = 3;

    /// <summary>
    /// The locks that two commits may know otherwise: those touched by commits that only the one of them contains, and those
    /// by commits that only the other does. No more of history is walked than back to where the two have all in common.
    /// </summary>
    public static (HashSet<PooledLock> ByOne, HashSet<PooledLock> ByOther) Apart(Footprint one, Footprint other)
    {
        var (byOne, byOther) = (new HashSet<PooledLock>(), new HashSet<PooledLock>());
        var (open, reached, left) = (new PriorityQueue<Footprint, int>(), new Dictionary<Footprint, int>(), 0);
        Reach(one, 1);
        Reach(other, 2);
        while (left > 0)
        {
            var next = open.Dequeue();
            reached.Remove(next, out var by);
            if (by != Both)
            {
                left--;
                (by == 1 ? byOne : byOther).UnionWith(next.Touched);
            }

            foreach (var parent in next.Parents)
            {
                Reach(parent, by);
            }
        }

        return (byOne, byOther);

        void Reach(Footprint commit, int by)
        {
            if (!reached.TryGetValue(commit, out var known))
            {
                // The latest first: whoever stands on a commit has been passed before it.
                open.Enqueue(commit, -commit.Order);
            }

            left += (known | by) != Both ? known == 0 ? 1 : 0 : known is 0 or Both ? 0 : -1;
            reached[commit] = known | by;
        }
    }

    private int Order => order;

    private PooledLock[] Touched => touched;

    private Footprint[] Parents => parents;
}
