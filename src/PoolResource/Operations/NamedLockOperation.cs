namespace PoolResource.Operations;

/// <summary>An operation on one lock of the pool, known by its name.</summary>
public abstract record NamedLockOperation(PoolName Pool, LockName Name) : Operation(Pool)
{
    public override Outcome Decide(Pools pools) => Decide(pools, pools.Find(Pool, Name));

    public override NamedLockOperation? ByName(Pools pools) => this;

    /// <summary>Whether it takes the lock away from whoever holds it.</summary>
    public virtual bool TakesAway => GivesBack;

    /// <summary>The answer when an earlier run of the same put has done it, by a claim that is over; null when it is still to be done.</summary>
    public virtual Unchanged? AlreadyDone(Pools pools, Ending ending) => null;

    /// <summary>Whether it may be done to a free lock by whoever asks, so that a claim that is over does not end it.</summary>
    public virtual bool NeedsNoClaim => false;

    /// <summary>Whether it is lost where the claim is over, though the lock be free.</summary>
    public virtual bool NeedsClaim => false;

    /// <summary>Decides by where the lock stands; null when it stands nowhere in the pool.</summary>
    protected abstract Outcome Decide(Pools pools, Lock? standing);

    /// <summary>The lock in a state of this pool.</summary>
    protected Lock Standing(LockState state) => new(Pool, state, Name);

    /// <summary>Waits for a lock that is on its way back from being cleaned; one that is nowhere ends the step.</summary>
    protected Busy ReturnFromLifecycle(Pools pools) =>
        pools.Find(Pool.Lifecycle, Name) is { } recycled
            ? new Busy($"lock {Name}, which is being recycled in pool {Pool.Lifecycle} ({recycled.State})", recycled.State == LockState.Claimed ? [recycled] : []) { Remedy = Busy.Restore }
            : throw Missing(pools);

    /// <summary>The sentence for a lock that stands nowhere: it lists what does.</summary>
    protected PoolException Missing(Pools pools) => NotFound.NoLock(pools, Pool, Name);
}
