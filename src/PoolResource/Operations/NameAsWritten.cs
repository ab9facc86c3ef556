namespace PoolResource.Operations;

/// <summary>
/// An operation on a lock whose name was read from a file, with white space at its ends that may belong to the name:
/// it does if there is such a lock.
/// </summary>
/// <param name="Exact">The operation on the name as it is written.</param>
/// <param name="Trimmed">The operation on the name without white space at its ends.</param>
public sealed record NameAsWritten(NamedLockOperation Exact, NamedLockOperation Trimmed) : Operation(Trimmed.Pool)
{
    public override string Purpose => Trimmed.Purpose;

    public override bool StartsBranch => Trimmed.StartsBranch;

    public override RequiredHistory Needs => Trimmed.Needs;

    public override bool GivesBack => Trimmed.GivesBack;

    public override Alias? HeldAs => Trimmed.HeldAs;

    public override NamedLockOperation ByName(Pools pools) =>
        (pools.Find(Pool, Exact.Name) ?? pools.Find(Pool.Lifecycle, Exact.Name)) is null ? Trimmed : Exact;

    public override Outcome Decide(Pools pools) => ByName(pools).Decide(pools);
}
