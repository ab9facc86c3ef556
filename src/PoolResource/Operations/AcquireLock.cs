namespace PoolResource.Operations;

/// <summary><c>acquire: true</c>: takes any free lock of the pool, chosen at random; waits while there is none.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Random">Chooses among the free locks, so that a crowd spreads over them.</param>
/// <param name="Alias">The name under which the build holds it; a claim it holds so already is made its own anew.</param>
public sealed record AcquireLock(PoolName Pool, Random Random, Alias? Alias = null) : Operation(Pool)
{
    public override string Purpose => $"acquire a lock of pool {Pool}";

    public override Alias? HeldAs => Alias;

    public override RequiredHistory Needs => Alias is null ? RequiredHistory.None : new ClaimsOf(Pool) { Own = Alias };

    /// <summary>How long the claim is to run; null for no lease.</summary>
    public Lease? Lease { get; init; }

    /// <summary>The lock to take, and no other; null for any.</summary>
    public LockName? Given { get; init; }

    public override Wish Wish { get; } = new(null, $"a free lock of pool {Pool}");

    public override Operation On(LockName given) => this with { Given = given };

    public override Outcome Decide(Pools pools)
    {
        if (Alias?.Find(pools, Pool) is { } held)
        {
            return Changed.Adopting(held, Lease);
        }

        var claimed = pools.Standing(Pool, LockState.Claimed);
        var free = pools.Standing(Pool, LockState.Unclaimed).Except(claimed).Where(name => Given is null || name == Given).ToList();
        while (free.Count > 0)
        {
            var drawn = Random.Next(free.Count);
            if (!pools.IsTaken(new Lock(Pool, LockState.Claimed, free[drawn])))
            {
                return ClaimLock.Take(Pool, free[drawn], Alias, Lease);
            }

            free.RemoveAt(drawn);
        }

        return pools.Has(Pool) || pools.Has(Pool.Lifecycle) ? Nothing(pools, claimed) : throw NotFound.NoPool(pools, Pool);
    }

    private Busy Nothing(Pools pools, IReadOnlyCollection<LockName> claimed)
    {
        var unclaimed = pools.Standing(Pool, LockState.Unclaimed);
        return new Busy(Wish.What, [.. pools.HeldIn(Pool), .. pools.HeldIn(Pool.Lifecycle)])
        {
            Notes =
            [
                .. claimed.Count + unclaimed.Count == 0 ? Emptiness(pools) : [],
                .. claimed.Intersect(unclaimed).Select(name => Pools.Conflict(new Lock(Pool, LockState.Claimed, name), new Lock(Pool, LockState.Unclaimed, name))),
                .. pools.NonLocks(Pool),
            ],
            Remedy = claimed.Count == 0 ? Busy.Restore : Busy.Release,
        };
    }

    private IEnumerable<string> Emptiness(Pools pools)
    {
        var cleaned = pools.In(Pool.Lifecycle).Count();
        yield return $"pool {Pool} has no locks: 0 free, 0 held, {cleaned} in {Pool.Lifecycle}{(cleaned == 0 ? "; add one" : "")}";
    }
}
