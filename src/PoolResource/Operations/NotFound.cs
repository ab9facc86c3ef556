namespace PoolResource.Operations;

/// <summary>A pool or a lock that somebody named is not there: the sentence lists what is, whoever may see it.</summary>
public sealed class NotFound : PoolException
{
    private const int Listed = 20;

    private NotFound(PoolName pool, LockName? name, string sentence)
        : base(sentence) => (Pool, Lock) = (pool, name);

    /// <summary>The pool that was named.</summary>
    public PoolName Pool { get; }

    /// <summary>The lock that was named in it; null where the pool alone was.</summary>
    public LockName? Lock { get; }

    internal static NotFound NoPool(Pools pools, PoolName pool, LockName? name = null) =>
        new(pool, name, $"there is no pool {pool} in the branch ({Among("the branch has", pools.Names)}); correct source.pool, or add a lock to make the pool");

    internal static NotFound NoLock(Pools pools, PoolName pool, LockName name) =>
        NewName.Twin(pools, pool, name) is { } twin ? new(pool, name, $"there is no lock {Lookalike.Points(name.Value)} in pool {pool}, but one that looks like it: {Lookalike.Points(twin.Value)}; correct the name")
        : pools.Find(pool.Lifecycle, name) is { } recycled
            ? new(pool, name, $"lock {name.Shown} is not in pool {pool}, but in pool {recycled.Pool} ({recycled.State}), where it is being recycled; {(recycled.State == LockState.Claimed ? "" : "claim and ")}restore it there, with a resource whose source.pool is {recycled.Pool}")
        : pools.Has(pool)
            ? new(pool, name, $"there is no lock {name.Shown} in pool {pool} ({Among("it has", [.. pools.In(pool).Select(found => found.Name.Shown)])}); correct the name, or add the lock")
            : NoPool(pools, pool, name);

    internal static NotFound ButIn(PoolName other, PoolName pool, LockName name, string claim) =>
        new(pool, name, $"claim {Quoted.Text(claim)} holds lock {name} in pool {other} by now, and not in {pool}; nothing was changed (to change it there, name {other}/{name})");

    private static string Among<T>(string has, IReadOnlyList<T> names) => names.Count switch
    {
        0 => $"{has} none",
        <= Listed => $"{has} {string.Join(", ", names)}",
        _ => $"{has} {string.Join(", ", names.Take(Listed))} and {names.Count - Listed} more",
    };
}
