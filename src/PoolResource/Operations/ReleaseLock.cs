namespace PoolResource.Operations;

/// <summary><c>release: DIR</c>: frees a claimed lock; one that is free already stays so, with a warning.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The lock.</param>
/// <param name="Content">New bytes for its file, written in the same commit; null keeps what it has.</param>
public sealed record ReleaseLock(PoolName Pool, LockName Name, ReadOnlyMemory<byte>? Content = null)
    : NamedLockOperation(Pool, Name)
{
    public override string Purpose => $"release lock {Name} of pool {Pool}";

    public override bool GivesBack => true;

    protected override Outcome Decide(Pools pools, Lock? standing) => standing switch
    {
        null => throw Missing(pools),
        _ when standing.State == LockState.Unclaimed =>
            new Unchanged(Name, $"lock {Name} of pool {Pool} was already released; nothing to do"),
        _ => new Changed([new Move(standing, Standing(LockState.Unclaimed), Content)], Name, $"unclaiming: {Name}"),
    };
}
