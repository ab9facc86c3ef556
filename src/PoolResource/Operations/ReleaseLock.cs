namespace PoolResource.Operations;

/// <summary><c>release: DIR</c>: frees a claimed lock; one that is free already stays so, with a warning.</summary>
public sealed record ReleaseLock(PoolName Pool, LockName Name) : NamedLockOperation(Pool, Name)
{
    public override string Purpose => $"release lock {Name} of pool {Pool}";

    protected override Outcome Attempt(Pools pools, Lock? standing) => standing switch
    {
        null => throw Missing(pools),
        _ when standing.State == LockState.Unclaimed =>
            new Unchanged(Name, $"lock {Name} of pool {Pool} was released already; nothing to do"),
        _ => new Changed([new Move(standing, Standing(LockState.Unclaimed))], Name, $"unclaiming: {Name}"),
    };
}
