namespace PoolResource.Operations;

/// <summary>
/// An operation on a lock that the build was handed together with its claim: it acts only while the claim stands, in
/// whatever pool the lock is by then.
/// </summary>
/// <param name="Pool">The resource's pool.</param>
/// <param name="Purpose">What is being done.</param>
/// <param name="Claim">The claim.</param>
/// <param name="Inner">What to do with the lock in a pool, by the claim as it stands; by none once it is over.</param>
public sealed record HeldLockOperation(
    PoolName Pool, string Purpose, Claim Claim, Func<PoolName, StandingClaim?, NamedLockOperation> Inner)
    : Operation(Pool)
{
    public override string Purpose { get; } = Purpose;

    /// <summary>Whether a lock that somebody else holds by now is a warning (true) or a failure; null when nothing was said.</summary>
    public bool? WarnsWhenLost { get; init; }

    /// <summary>Whether the claim says that it was made in this branch of this repository, so that the holder's word is worth something.</summary>
    public bool IsOfThisBranch { get; init; }

    /// <summary>Who has the claim, in a sentence that is said to it.</summary>
    public string Self { get; init; } = "this build";

    /// <summary>What else could be done about a lock that somebody else holds by now.</summary>
    public string Hint { get; init; } = " (on_lost: warn makes this a warning)";

    /// <summary>Whether the lock is given back, or moved.</summary>
    public bool IsReturn { get; init; }

    public override bool GivesBack => IsReturn;

    public override bool FollowsClaim => true;

    public override RequiredHistory Needs => new SinceClaim(Claim.Ref);

    public override Outcome Decide(Pools pools) => pools.StatusOf(Claim) switch
    {
        { Standing: { } own, IsByWord: false } => Inner(own.Held.Pool, own).Decide(pools) switch
        {
            Unchanged unchanged => unchanged with { Pool = own.Held.Pool, Claim = own.Ref },
            var outcome => outcome,
        },
        { Standing: { } own } when IsOfThisBranch => Inner(own.Held.Pool, own).Decide(pools) switch
        {
            Unchanged unchanged => unchanged with { Pool = own.Held.Pool },
            Changed { Renews: not null } => new Unchanged(Claim.Lock, $"the commit of the claim of lock {Claim.Lock} is not in the branch (was its history rewritten?), and no commit says who holds the lock: it has no lease, and none was renewed") { Pool = own.Held.Pool },
            Changed changed => changed with { Warning = $"the commit of the claim of lock {Claim.Lock} is not in the branch (was its history rewritten?), and no commit says who holds the lock: assuming that it is {Self}" },
            var outcome => outcome,
        },
        { Ending: { } ending } => AfterTheEnd(pools, ending),
        _ => throw new PoolException($"the claim of lock {Claim.Lock} of pool {Claim.Pool} cannot be found in the branch (commit {Claim.Ref}; was its history rewritten?): nothing was changed; find out who holds the lock, then use a directory that holds only the file \"name\""),
    };

    private Outcome AfterTheEnd(Pools pools, Ending ending)
    {
        var pool = ending.From.Pool;
        var inner = Inner(pool, null);
        if (inner.AlreadyDone(pools, ending) is { } done)
        {
            return done with { Pool = pool };
        }

        var standing = pools.Find(pool, Claim.Lock);
        if (inner.NeedsNoClaim
            && (standing ?? pools.Find(pool.Lifecycle, Claim.Lock)) is { } there
            && (there.State == LockState.Unclaimed || WarnsWhenLost is null))
        {
            return inner.Decide(pools);
        }

        return (standing, ending.To) switch
        {
            (null, { } to) => Lost(pool, $"lock {Claim.Lock} is no longer in pool {pool}: it was moved to {to.Pool} ({to.State}) by {ending.ByWhom}"),
            (null, _) => Lost(pool, $"lock {Claim.Lock} is no longer in pool {pool}: it was taken out by {ending.Last.Describe("at")}"),
            ({ } free, _) when free.State == LockState.Unclaimed && inner.NeedsClaim =>
                Lost(pool, $"lock {Claim.Lock} of pool {pool} is no longer held by this claim: it was already {ending.Verb} by {ending.ByWhom}"),
            ({ } free, _) when free.State == LockState.Unclaimed =>
                new Unchanged(Claim.Lock, $"lock {Claim.Lock} of pool {pool} was already {ending.Verb} by {ending.ByWhom}; nothing was changed") { Pool = pool },
            _ => Lost(pool, $"lock {Claim.Lock} of pool {pool} is no longer held by this claim: it was taken by {ending.Last.Describe("at")}"),
        };
    }

    private Unchanged Lost(PoolName pool, string sentence) =>
        WarnsWhenLost == true
            ? new Unchanged(Claim.Lock, $"{sentence}; nothing was changed") { Pool = pool }
            : throw new PoolException($"{sentence}; nothing was changed{Hint}");
}
