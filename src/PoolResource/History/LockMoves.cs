namespace PoolResource.History;

/// <summary>
/// Which lock that is gone from one pool is the one that has come to another: one of the same name. Where a commit moves
/// several of one name they are paired in the order of their paths, those that come to be held first.
/// </summary>
internal static class LockMoves
{
    /// <summary>The ways of the locks that a commit touches, in the order of their paths.</summary>
    /// <param name="places">For each lock of a pool where it stood, and where it stands there.</param>
    public static IEnumerable<(Lock? From, Lock? To)> Of(List<(Lock? From, Lock? To)> places)
    {
        if (places is [var only])
        {
            return only == (null, null) ? [] : [only];
        }

        var ways = places.Where(way => way is { From: not null, To: not null }).ToList();
        foreach (var name in places.Except(ways).GroupBy(way => (way.From ?? way.To)?.Name))
        {
            List<Lock> gone = [.. InOrder(name.Select(way => way.From))];
            List<Lock> come = [.. InOrder(name.Select(way => way.To)).OrderBy(place => place.State == LockState.Claimed ? 0 : 1)];
            for (var n = 0; n < Math.Max(gone.Count, come.Count); n++)
            {
                ways.Add((gone.ElementAtOrDefault(n), come.ElementAtOrDefault(n)));
            }
        }

        return ways.OrderBy(way => (way.From ?? way.To)!.Path, StringComparer.Ordinal);
    }

    private static IOrderedEnumerable<Lock> InOrder(IEnumerable<Lock?> places) => places.OfType<Lock>().OrderBy(place => place.Path, StringComparer.Ordinal);
}
