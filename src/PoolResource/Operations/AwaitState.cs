namespace PoolResource.Operations;

/// <summary>
/// <c>check: DIR</c> and <c>check_unclaimed: NAME-OR-DIR</c>: waits until the lock is free, or until it is held;
/// commits nothing. The second one's name says the opposite of what it does; both are the baseline's.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The lock's name.</param>
/// <param name="State">The state to wait for.</param>
public sealed record AwaitState(PoolName Pool, LockName Name, LockState State) : NamedLockOperation(Pool, Name)
{
    public override string Purpose => $"see lock {Name} of pool {Pool} {State}";

    protected override Outcome Decide(Pools pools, Lock? standing) => standing switch
    {
        null => ReturnFromLifecycle(pools),
        _ when standing.State == State => new Unchanged(Name) { Note = $"lock {Name} of pool {Pool} is {State}" },
        _ => new Busy(
            $"lock {Name} of pool {Pool} to be {State}",
            standing.State == LockState.Claimed ? [standing] : []),
    };
}
