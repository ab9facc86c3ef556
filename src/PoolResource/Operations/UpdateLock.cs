namespace PoolResource.Operations;

/// <summary>
/// <c>update: DIR</c>: gives a free lock new content, adds one that is missing, waits for one that is claimed
/// (but by the claim in DIR: its holder need not wait) or being recycled; content it has already needs no commit.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The lock.</param>
/// <param name="Content">The new bytes of its file.</param>
/// <param name="Own">The claim by which the build holds the lock.</param>
public sealed record UpdateLock(PoolName Pool, LockName Name, ReadOnlyMemory<byte> Content, StandingClaim? Own = null)
    : NamedLockOperation(Pool, Name)
{
    public override string Purpose => $"update lock {Name} of pool {Pool}";

    public override bool StartsBranch => true;

    public override bool NeedsNoClaim => true;

    public override Wish? Wish { get; } = Own is null ? new(Name, $"lock {Name} of pool {Pool} to be released") : null;

    protected override Outcome Decide(Pools pools, Lock? standing) => standing switch
    {
        null when pools.Find(Pool.Lifecycle, Name) is not null => ReturnFromLifecycle(pools),
        null => AddLock.Add(pools, Standing(LockState.Unclaimed), Content),
        _ when standing.State == LockState.Claimed && Own is null =>
            new Busy(Wish!.What, [standing]),
        _ when pools.HasContent(standing, Content) => new Unchanged(Name) { Note = $"lock {Name} of pool {Pool} already has this content" },
        _ => new Changed([new Move(standing, standing, Content)], Name, $"updating: {Name}") { Kept = Own },
    };
}
