namespace PoolResource.Operations;

/// <summary>
/// An operation on the lock that the build holds under a name, in the pool or wherever the claim was moved since; nothing
/// held is a success. A name should stand for one lock; where it stands for several, it acts on all of them.
/// </summary>
/// <param name="Pool">The pool in which the claim was taken.</param>
/// <param name="Alias">The name.</param>
/// <param name="Purpose">What is being done.</param>
/// <param name="Inner">What to do with a lock, by the claim that holds it.</param>
public sealed record LockUnderAName(PoolName Pool, Alias Alias, string Purpose, Func<StandingClaim, NamedLockOperation> Inner)
    : Operation(Pool)
{
    public override string Purpose { get; } = Purpose;

    /// <summary>The claims it may act on; null for whatever the build holds under the name.</summary>
    public IReadOnlyCollection<CommitId>? Only { get; init; }

    public override bool GivesBack => true;

    public override RequiredHistory Needs => new ClaimsOf(null);

    public override IReadOnlyList<CommitId> ClaimsFoundIn(Pools pools) => [.. Among(pools.ClaimsIn(null)).Select(claim => claim.Ref)];

    public override Outcome Decide(Pools pools)
    {
        var claims = pools.ClaimsIn(null).ToList();
        return Among(claims).Select(claim => Decide(pools, claim)).ToList() switch
        {
            [] => new NothingHeld(Alias, [.. claims.Where(claim => claim.IsUntold && claim.Held.Pool == Pool).Select(claim => claim.Held)]),
            [var only] => only,
            var several when several.OfType<Changed>().ToList() is { } changes && changes.Count == several.Count
                && changes.All(change => change.Kept is null) =>
                new Changed([.. changes.SelectMany(change => change.Moves)], changes[0].Lock, string.Join(", ", changes.Select(change => change.Subject))),
            var several => throw new PoolException($"this build holds {several.Count} locks of pool {Pool} as {Alias}; give each a name of its own"),
        };
    }

    private IEnumerable<StandingClaim> Among(IEnumerable<StandingClaim> claims) =>
        Alias.Among(claims, Pool).Where(claim => Only?.Contains(claim.Ref) != false);

    private Outcome Decide(Pools pools, StandingClaim claim) => Inner(claim).Decide(pools) switch
    {
        Unchanged unchanged => unchanged with { Pool = claim.Held.Pool, Claim = claim.Ref },
        var outcome => outcome,
    };
}
