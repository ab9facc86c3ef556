namespace PoolResource.Operations;

/// <summary>The sentences for a pool or a lock that is not there: each lists what is.</summary>
internal static class NotFound
{
    private const int Listed = 20;

    public static PoolException NoPool(Pools pools, PoolName pool) =>
        new($"there is no pool {pool} in the branch ({Among("the branch has", pools.Names)}); correct source.pool, or add a lock to make the pool");

    public static PoolException NoLock(Pools pools, PoolName pool, LockName name) =>
        NewName.Twin(pools, pool, name) is { } twin ? new($"there is no lock {Lookalike.Points(name.Value)} in pool {pool}, but one that looks like it: {Lookalike.Points(twin.Value)}; correct the name")
        : pools.Find(pool.Lifecycle, name) is { } recycled
            ? new($"lock {name.Shown} is not in pool {pool}, but in pool {recycled.Pool} ({recycled.State}), where it is being recycled; {(recycled.State == LockState.Claimed ? "" : "claim and ")}restore it there, with a resource whose source.pool is {recycled.Pool}")
        : pools.Has(pool)
            ? new($"there is no lock {name.Shown} in pool {pool} ({Among("it has", [.. pools.In(pool).Select(found => found.Name.Shown)])}); correct the name, or add the lock")
            : NoPool(pools, pool);

    private static string Among<T>(string has, IReadOnlyList<T> names) => names.Count switch
    {
        0 => $"{has} none",
        <= Listed => $"{has} {string.Join(", ", names)}",
        _ => $"{has} {string.Join(", ", names.Take(Listed))} and {names.Count - Listed} more",
    };
}
