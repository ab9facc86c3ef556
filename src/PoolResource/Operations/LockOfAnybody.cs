namespace PoolResource.Operations;

/// <summary>
/// An operation of a person on a lock known by its place: a held one is changed only by the claim that holds it, which is
/// the person's own, or one of somebody else that the person names.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Name">The lock.</param>
/// <param name="Person">Who asks.</param>
/// <param name="ClaimId">The claim as it was shown: its id, or its commit where it has none; null for none but one's own.</param>
/// <param name="Inner">What to do with the lock, by the claim that holds it; by none when it is free.</param>
public sealed record LockOfAnybody(PoolName Pool, LockName Name, Person Person, string? ClaimId, Func<StandingClaim?, NamedLockOperation> Inner)
    : Operation(Pool)
{
    /// <summary>Whether the person may change what is free or the person's own, and nothing by somebody else's claim, whether it is named or not.</summary>
    public bool OnlyOwn { get; init; }

    /// <summary>Whether the person was shown the lock: without a claim it was free then, and one's own claim that came since is not meant, either.</summary>
    public bool IsShown { get; init; }

    private readonly NamedLockOperation unclaimed = Inner(null);

    public override string Purpose => unclaimed.Purpose;

    public override bool StartsBranch => unclaimed.StartsBranch;

    public override bool GivesBack => unclaimed.GivesBack;

    public override NamedLockOperation? ByName(Pools pools) => ClaimId is null ? unclaimed.ByName(pools) : null;

    public override Wish? Wish => unclaimed.Wish;

    // A claim that was shown may have gone to another pool with its lock.
    public override RequiredHistory Needs => new ClaimsOf(ClaimId is null ? Pool : null) { Name = Name };

    public override Outcome Decide(Pools pools)
    {
        var standing = pools.Find(Pool, Name);
        if (standing?.State != LockState.Claimed)
        {
            if (ClaimId is not null && pools.HeldIn(null).Where(held => held.Name == Name).Select(pools.ClaimOf).OfType<StandingClaim>().FirstOrDefault(IsNamed) is { Held.Pool: var other })
            {
                throw NotFound.ButIn(other, Pool, Name, ClaimId);
            }

            return unclaimed.Decide(pools) is var asItIs && (ClaimId is null || asItIs is not Changed) ? asItIs
                : throw new PoolException($"lock {Name} of pool {Pool} is free by now, and not held by claim {Quoted.Text(ClaimId)}; nothing was changed (leave out the claim to change a free lock)");
        }

        if (pools.ClaimOf(standing) is not { } claim)
        {
            throw new PoolException($"lock {Name} of pool {Pool} is held, but no commit says by whom; nothing was changed");
        }

        var isOwn = Person.Is(claim.Holder?.Person);
        if (OnlyOwn && !isOwn)
        {
            throw new PoolException($"lock {Name} of pool {Pool} is held by {HeldByAnother.Who(claim)}, and you may not take a lock from somebody else; nothing was changed (ask whoever holds it to give it back, or somebody who may take it)");
        }

        if (!(ClaimId is null ? isOwn && !IsShown : IsNamed(claim)))
        {
            throw new HeldByAnother(claim, ClaimId);
        }

        // Whoever makes a commit that goes on with a claim is its holder from then on.
        return Inner(claim).Decide(pools) switch
        {
            Changed changed when !isOwn => changed with { Kept = null },
            var outcome => outcome,
        };
    }

    private bool IsNamed(StandingClaim claim) => new[] { claim.Id, claim.Ref.Value }.Contains(ClaimId, StringComparer.OrdinalIgnoreCase);
}
