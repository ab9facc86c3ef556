namespace PoolResource.Operations;

/// <summary><c>remove: DIR</c>: takes a lock out of the pool, whether it is claimed or not.</summary>
public sealed record RemoveLock(PoolName Pool, LockName Name) : NamedLockOperation(Pool, Name)
{
    public override string Purpose => $"remove lock {Name} from pool {Pool}";

    public override bool GivesBack => true;

    public override Unchanged? AlreadyDone(Pools pools, Ending ending) =>
        ending.To is null
            ? new Unchanged(Name, $"lock {Name} of pool {Pool} was already removed by {ending.By.Shown}; nothing to do")
            : null;

    protected override Outcome Decide(Pools pools, Lock? standing) =>
        standing is null
            ? throw Missing(pools)
            : new Changed([new Move(standing, null)], Name, $"removing: {Name}");
}
