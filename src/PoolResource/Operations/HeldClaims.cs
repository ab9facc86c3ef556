namespace PoolResource.Operations;

/// <summary><c>reap: {…}</c>, its first look: by which claims the locks of the pool are held.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Policy">Which of them are stale.</param>
/// <param name="To">Where the locks of those go.</param>
public sealed record HeldClaims(PoolName Pool, ReapPolicy Policy, ReapTo To) : Operation(Pool)
{
    /// <summary>Whether it is only said what would be done.</summary>
    public bool IsRehearsal { get; init; }

    public override string Purpose => $"reap stale claims of pool {Pool}";

    public override bool GivesBack => true;

    public override RequiredHistory Needs => new ClaimsOf(Pool);

    // Nothing was recycled yet where there is no lifecycle pool.
    public override Outcome Decide(Pools pools) =>
        pools.Has(Pool) || (Pool.OfLifecycle is { } home && pools.Has(home)) ? new NothingStale([]) { Claims = [.. pools.ClaimsIn(Pool).Where(claim => Policy.IsAbout(claim.Held))] } : throw NotFound.NoPool(pools, Pool);
}
