namespace PoolResource.Operations;

/// <summary>
/// <c>add: DIR</c> and <c>add_claimed: DIR</c>: puts a new lock into the pool, making the pool, the branch and the
/// repository's first commit where they are missing; a name the pool has already is refused.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The new lock's name.</param>
/// <param name="State">Where it is to stand.</param>
/// <param name="Content">The bytes of its file.</param>
public sealed record AddLock(PoolName Pool, LockName Name, LockState State, ReadOnlyMemory<byte> Content)
    : NamedLockOperation(Pool, Name)
{
    public override string Purpose => $"add lock {Name} to pool {Pool}";

    public override bool StartsBranch => true;

    protected override Outcome Attempt(Pools pools, Lock? standing) =>
        standing is null
            ? Add(Standing(State), Content)
            : throw new PoolException(
                $"pool {Pool} has a lock {Name} already ({standing.State}); choose another name, or use update to change it");

    /// <summary>The commit that makes a lock.</summary>
    internal static Changed Add(Lock added, ReadOnlyMemory<byte> content) =>
        new([new Move(null, added, content)], added.Name, $"adding {added.State}: {added.Name}");
}
