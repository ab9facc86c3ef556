namespace PoolResource.Operations;

/// <summary><c>acquire: true</c>: takes any free lock of the pool, chosen at random; waits while there is none.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Chance">Chooses among the free locks, so that a crowd spreads over them.</param>
public sealed record AcquireLock(PoolName Pool, Random Chance) : Operation(Pool)
{
    public override string Purpose => $"acquire a lock of pool {Pool}";

    public override Outcome Attempt(Pools pools)
    {
        var claimed = pools.Standing(Pool, LockState.Claimed);
        var free = pools.Standing(Pool, LockState.Unclaimed)
            .Where(name => !pools.Holds(new Lock(Pool, LockState.Claimed, name)))
            .ToList();
        if (free.Count > 0)
        {
            return ClaimLock.Take(Pool, free[Chance.Next(free.Count)]);
        }

        return pools.Has(Pool) || pools.Has(Pool.Lifecycle)
            ? new Busy($"a free lock of pool {Pool}", [.. claimed.Select(name => new Lock(Pool, LockState.Claimed, name))])
            : throw Existing.NoPool(pools, Pool);
    }
}
