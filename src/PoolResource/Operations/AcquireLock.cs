namespace PoolResource.Operations;

/// <summary><c>acquire: true</c>: takes any free lock of the pool, chosen at random; waits while there is none.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Chance">Chooses among the free locks, so that a crowd spreads over them.</param>
/// <param name="Alias">The name under which the build holds it; a claim it holds so already is made its own anew.</param>
public sealed record AcquireLock(PoolName Pool, Random Chance, Alias? Alias = null) : Operation(Pool)
{
    public override string Purpose => $"acquire a lock of pool {Pool}";

    public override Alias? HeldAs => Alias;

    public override Past Needs => Alias is null ? Past.None : new ClaimsOf(Pool);

    public override Outcome Attempt(Pools pools)
    {
        if (Alias?.Find(pools, Pool) is { } held)
        {
            return Changed.Adopting(held);
        }

        var claimed = pools.Standing(Pool, LockState.Claimed);
        var free = pools.Standing(Pool, LockState.Unclaimed).Except(claimed).ToList();
        if (free.Count > 0)
        {
            return ClaimLock.Take(Pool, free[Chance.Next(free.Count)], Alias);
        }

        return pools.Has(Pool) || pools.Has(Pool.Lifecycle)
            ? new Busy(
                $"a free lock of pool {Pool}",
                [.. claimed.Select(name => new Lock(Pool, LockState.Claimed, name))])
            {
                Notes = [.. Emptiness(pools, claimed.Count), .. pools.Strangers(Pool)],
            }
            : throw Existing.NoPool(pools, Pool);
    }

    private IEnumerable<string> Emptiness(Pools pools, int held)
    {
        if (held == 0)
        {
            var cleaned = pools.In(Pool.Lifecycle).Count();
            yield return $"pool {Pool} has no locks: 0 free, 0 held, {cleaned} in {Pool.Lifecycle}{(cleaned == 0 ? "; add one" : "")}";
        }
    }
}
