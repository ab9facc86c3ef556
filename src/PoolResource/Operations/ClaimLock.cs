namespace PoolResource.Operations;

/// <summary><c>claim: NAME</c>: takes this lock; waits while it is held or being recycled.</summary>
public sealed record ClaimLock(PoolName Pool, LockName Name) : NamedLockOperation(Pool, Name)
{
    public override string Purpose => $"claim lock {Name} of pool {Pool}";

    protected override Outcome Attempt(Pools pools, Lock? standing) => standing switch
    {
        null => ReturnFromLifecycle(pools),
        _ when standing.State == LockState.Unclaimed => Take(Pool, Name),
        _ => new Busy($"lock {Name} of pool {Pool}", [standing]),
    };

    /// <summary>The commit that takes a free lock.</summary>
    internal static Changed Take(PoolName pool, LockName name) =>
        new(
            [new Move(new Lock(pool, LockState.Unclaimed, name), new Lock(pool, LockState.Claimed, name))],
            name,
            $"claiming: {name}");
}
