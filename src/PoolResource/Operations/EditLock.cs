namespace PoolResource.Operations;

/// <summary>Gives a lock other content, held or free, if it still has the content that somebody was shown.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The lock.</param>
/// <param name="Shown">The id of the file that was shown (see <see cref="Pools.ContentId"/>).</param>
/// <param name="Content">The new bytes of its file.</param>
/// <param name="Own">The claim under which it stays held.</param>
public sealed record EditLock(PoolName Pool, LockName Name, string Shown, ReadOnlyMemory<byte> Content, StandingClaim? Own = null)
    : NamedLockOperation(Pool, Name)
{
    public override string Purpose => $"edit lock {Name} of pool {Pool}";

    protected override Outcome Decide(Pools pools, Lock? standing) => standing switch
    {
        null => throw Missing(pools),
        _ when pools.ContentId(standing) != Shown =>
            throw new PoolException($"lock {Name} of pool {Pool} was edited meanwhile; nothing was changed (look at what it holds now, and edit that)"),
        _ when pools.HasContent(standing, Content) => new Unchanged(Name) { Note = $"lock {Name} of pool {Pool} already has this content" },
        _ => new Changed([new Move(standing, standing, Content)], Name, $"updating: {Name}") { Kept = Own },
    };
}
