namespace PoolResource.Operations;

/// <summary><c>renew: DIR</c>: has the lease of a claim run for another length of time from now on, be it shorter than before.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The lock.</param>
/// <param name="Lease">How long the claim is to run.</param>
/// <param name="Own">The claim by which the lock is held.</param>
public sealed record RenewLock(PoolName Pool, LockName Name, Lease Lease, StandingClaim? Own = null) : NamedLockOperation(Pool, Name)
{
    public override string Purpose => $"renew the lease of lock {Name} of pool {Pool}";

    public override bool NeedsClaim => true;

    protected override Outcome Decide(Pools pools, Lock? standing) => standing switch
    {
        null => throw Missing(pools),
        _ when standing.State == LockState.Unclaimed || Own is null =>
            throw new PoolException($"lock {Name} of pool {Pool} is {standing.State}, and there is no claim to renew; claim it with a lease"),
        _ => new Changed([], Name, $"renewing: {Name}") { Renews = Own, Lease = Lease },
    };
}
