namespace PoolResource.Operations;

/// <summary>The sentences for a pool or a lock that is not there: each lists what is.</summary>
internal static class Existing
{
    private const int Listed = 20;

    public static PoolException NoPool(Pools pools, PoolName pool) =>
        new($"there is no pool {pool} in the branch ({Among("the branch has", pools.Names)}); correct source.pool, or add a lock to make the pool");

    public static PoolException NoLock(Pools pools, PoolName pool, LockName name) =>
        pools.Has(pool)
            ? new($"there is no lock {name} in pool {pool} ({Among("it has", [.. pools.In(pool).Select(found => found.Name)])}); correct the name, or add the lock")
            : NoPool(pools, pool);

    private static string Among<T>(string has, IReadOnlyList<T> names) => names.Count switch
    {
        0 => $"{has} none",
        <= Listed => $"{has} {string.Join(", ", names)}",
        _ => $"{has} {string.Join(", ", names.Take(Listed))} and {names.Count - Listed} more",
    };
}
