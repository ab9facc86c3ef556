namespace PoolResource.Operations;

/// <summary>
/// <c>add: DIR</c> and <c>add_claimed: DIR</c>: puts a new lock into the pool, making the pool, the branch and the
/// repository's first commit where they are missing. <c>add</c> of a name that stands free replaces the content; any other
/// name that the pool or its lifecycle pool has already is refused.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The new lock's name.</param>
/// <param name="State">Where it is to stand.</param>
/// <param name="Content">The bytes of its file.</param>
/// <param name="Own">A claim of the build's, by which the lock may be held in the lifecycle pool.</param>
public sealed record AddLock(PoolName Pool, LockName Name, LockState State, ReadOnlyMemory<byte> Content, Claim? Own = null)
    : NamedLockOperation(Pool, Name)
{
    /// <summary>How long the claim of a lock that is added as held is to run; null for no lease.</summary>
    public Lease? Lease { get; init; }

    /// <summary>Whether a free lock of that name keeps its content, and is refused as a held one is.</summary>
    public bool IsNew { get; init; }

    public override string Purpose => $"add lock {Name} to pool {Pool}";

    public override bool StartsBranch => true;

    public override RequiredHistory Needs => Own is null ? RequiredHistory.None : new SinceClaim(Own.Ref);

    protected override Outcome Decide(Pools pools, Lock? standing) => standing switch
    {
        null when pools.Find(Pool.Lifecycle, Name) is { } recycled && !IsOwn(pools, recycled) => throw new PoolException(
            $"pool {Pool.Lifecycle} has a lock {Name} already ({recycled.State}), which comes back to pool {Pool}; restore it, or remove it there first"),
        null => Add(pools, Standing(State), Content) with { Lease = Lease },
        { } free when !IsNew && free.State == LockState.Unclaimed && State == LockState.Unclaimed => Replace(pools, free),
        _ => throw new PoolException(
            $"pool {Pool} has a lock {Name} already ({standing.State}); choose another name, or use update to change it"),
    };

    /// <summary>The commit that makes a lock.</summary>
    /// <exception cref="PoolException">Nobody could tell its name from another, or its pool would stand among another's locks.</exception>
    internal static Changed Add(Pools pools, Lock added, ReadOnlyMemory<byte> content)
    {
        if (added.Pool.Above is { } above && pools.Has(above.Pool) && !pools.Has(added.Pool))
        {
            throw new PoolException($"pool {added.Pool} would stand among the {above.State} locks of pool {above.Pool}; choose another name for the pool");
        }

        NewName.Check(pools, added.Pool, added.Name);
        return new([new Move(null, added, content)], added.Name, $"adding {added.State}: {added.Name}");
    }

    private bool IsOwn(Pools pools, Lock recycled) => Own is not null && pools.StatusOf(Own).Standing?.Held == recycled;

    private Outcome Replace(Pools pools, Lock free) => pools.HasContent(free, Content)
        ? new Unchanged(Name, $"pool {Pool} already has a lock {Name} with this content; nothing to do")
        : new Changed([new Move(free, free, Content)], Name, $"updating: {Name}")
        {
            Warning = $"pool {Pool} had a lock {Name} already (unclaimed): its content was replaced; use update where that is meant",
        };
}
