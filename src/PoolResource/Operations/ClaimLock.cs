namespace PoolResource.Operations;

/// <summary><c>claim: NAME</c>: takes this lock; waits while it is held or being recycled.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The lock.</param>
/// <param name="Alias">The name under which the build holds it; a claim it holds so already is made its own anew.</param>
public sealed record ClaimLock(PoolName Pool, LockName Name, Alias? Alias = null) : NamedLockOperation(Pool, Name)
{
    public override string Purpose => $"claim lock {Name} of pool {Pool}";

    public override Alias? HeldAs => Alias;

    public override RequiredHistory Needs => Alias is null ? RequiredHistory.None : new ClaimsOf(Pool) { Own = Alias };

    /// <summary>Whether the build waits in the line of the pool.</summary>
    public bool StandsInLine { get; init; } = true;

    public override Wish? Wish => StandsInLine ? new(Name, What) : null;

    /// <summary>How long the claim is to run; null for no lease.</summary>
    public Lease? Lease { get; init; }

    private string What => $"lock {Name} of pool {Pool}";

    protected override Outcome Decide(Pools pools, Lock? standing)
    {
        if (Alias?.Find(pools, Pool) is { } held)
        {
            return held.Held.Name == Name
                ? Changed.Adopting(held, Lease)
                : throw new PoolException($"params.as: this build holds lock {held.Held.Name} as {Alias} already; give lock {Name} another name");
        }

        return standing switch
        {
            null => ReturnFromLifecycle(pools),
            _ when standing.State == LockState.Unclaimed => Take(Pool, Name, Alias, Lease),
            _ => new Busy(What, [standing]),
        };
    }

    /// <summary>The commit that takes a free lock.</summary>
    internal static Changed Take(PoolName pool, LockName name, Alias? alias, Lease? lease) =>
        new(
            [new Move(new Lock(pool, LockState.Unclaimed, name), new Lock(pool, LockState.Claimed, name))],
            name,
            $"claiming: {name}")
        {
            Alias = alias?.Name,
            Lease = lease,
        };
}
