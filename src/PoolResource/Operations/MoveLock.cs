namespace PoolResource.Operations;

/// <summary>
/// <c>recycle: DIR</c>, <c>restore: DIR</c> and <c>move: {…}</c>: takes a lock to another pool in one commit, which
/// makes the other pool when it is missing; a name the other pool has already is refused.
/// </summary>
public sealed record MoveLock : NamedLockOperation
{
    private readonly Lock destination;
    private readonly LockState? required;
    private readonly string verb;
    private readonly StandingClaim? own;

    private MoveLock(PoolName pool, LockState? required, Lock destination, string verb, StandingClaim? own = null)
        : base(pool, destination.Name) =>
        (this.destination, this.required, this.verb, this.own) = (destination, required, verb, own);

    public override string Purpose => $"move lock {Name} of pool {Pool} to {destination.Pool} ({destination.State})";

    public override bool GivesBack => required == LockState.Claimed;

    public override bool TakesAway => own is null;

    /// <summary>From claimed into the lifecycle pool, where it waits to be cleaned.</summary>
    public static MoveLock Recycle(PoolName pool, LockName name) =>
        new(pool, LockState.Claimed, new Lock(pool.Lifecycle, LockState.Unclaimed, name), "recycling");

    /// <summary>From the lifecycle pool, where it was claimed to be cleaned, back into the pool, free.</summary>
    /// <exception cref="PoolException">The pool is no lifecycle pool.</exception>
    public static MoveLock Restore(PoolName lifecycle, LockName name) =>
        lifecycle.OfLifecycle is { } pool
            ? new MoveLock(lifecycle, LockState.Claimed, new Lock(pool, LockState.Unclaimed, name), "restoring")
            : throw new PoolException($"params.restore: pool {lifecycle} is no lifecycle pool; use a resource whose source.pool is {lifecycle.Lifecycle}");

    /// <summary>From wherever it stands in the pool to a place in another one.</summary>
    /// <param name="pool">The pool it is in.</param>
    /// <param name="name">The lock.</param>
    /// <param name="to">The pool it goes to.</param>
    /// <param name="state">How it stands there.</param>
    /// <param name="own">The build's claim, which goes with it when it is claimed there, too.</param>
    public static MoveLock Move(PoolName pool, LockName name, PoolName to, LockState state, StandingClaim? own) =>
        new(pool, null, new Lock(to, state, name), "moving", own);

    /// <summary>Refuses a move to where the lock is.</summary>
    /// <exception cref="PoolException">It is the same pool.</exception>
    public static void RequireAnother(PoolName pool, PoolName to)
    {
        if (pool == to)
        {
            throw new PoolException($"params.move.to: {to} is the pool the lock is in; name another, or use release or claim");
        }
    }

    public override Unchanged? AlreadyDone(Pools pools, Ending ending) =>
        // Whoever holds it there by now is somebody else: this claim is over.
        destination.State == LockState.Claimed ? null : AlreadyDone(pools);

    protected override Outcome Decide(Pools pools, Lock? standing)
    {
        if (AlreadyDone(pools) is { } done)
        {
            return done;
        }

        if (standing is null)
        {
            throw Missing(pools);
        }

        if (required is not null && standing.State != required)
        {
            throw new PoolException($"lock {Name} of pool {Pool} is {standing.State}; claim it before {verb} it");
        }

        return destination.Pool != Pool && pools.Find(destination.Pool, Name) is { } taken
            ? throw new PoolException($"pool {destination.Pool} has a lock {Name} already ({taken.State}); remove or rename one of them")
            : Namesake(pools) is { } other
            ? throw new PoolException($"pool {other.Pool} has a lock {Name} already ({other.State}), and locks come back from its lifecycle pool by their names; remove or rename one of them")
            : new Changed(
                [new Move(standing, destination)],
                Name,
                verb == "moving" ? $"moving: {Name} to {destination.Pool}/{destination.State}" : $"{verb}: {Name}")
            {
                Kept = destination.State == LockState.Claimed ? own : null,
            };
    }

    // A lock of that name on the other side of the lifecycle could not be recycled or restored any more.
    private Lock? Namesake(Pools pools) =>
        verb == "moving" && destination.Pool != Pool
            ? new[] { destination.Pool.Lifecycle, destination.Pool.OfLifecycle }.OfType<PoolName>().Where(pool => pool != Pool).Select(pool => pools.Find(pool, Name)).FirstOrDefault(found => found is not null)
            : null;

    private Unchanged? AlreadyDone(Pools pools) =>
        pools.Find(destination.Pool, Name) == destination && (destination.Pool == Pool || pools.Find(Pool, Name) is null)
            ? new Unchanged(Name, $"lock {Name} is already in pool {destination.Pool} ({destination.State}); nothing to do")
            : null;
}
