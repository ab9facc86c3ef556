namespace PoolResource.History;

/// <summary>How long a lock of a pool is usually held: the median of the last holds that have ended in it.</summary>
public static class UsualHolds
{
    private const int Last = 50;
    private const int Fewest = 3;

    /// <summary>For each pool in which enough holds have ended to say so.</summary>
    public static IReadOnlyDictionary<PoolName, TimeSpan> Of(LockHistory history) => history.State.Trails
        .GroupBy(one => one.Key.Pool, one => one.Value)
        .Select(pool => (Pool: pool.Key, Holds: pool.SelectMany(Ended).OrderByDescending(hold => hold.End!.When).Take(Last).ToList()))
        .Where(pool => pool.Holds.Count >= Fewest)
        .ToDictionary(pool => pool.Pool, pool => Distribution.Of(pool.Holds.Select(hold => hold.Length(hold.End!.When))).P50);

    private static IEnumerable<Tenure> Ended(LockTrail trail) => trail.Over.NewestFirst().Where(hold => !hold.End!.GoesOn).Take(Last);
}
