using System.Globalization;

namespace PoolResource.Operations;

/// <summary>
/// An operation on a lock that the build was handed together with its claim: it acts only while the claim stands.
/// </summary>
/// <param name="Inner">What to do with the lock.</param>
/// <param name="Claim">The claim.</param>
/// <param name="WarnsWhenLost">Whether a lock that somebody else holds by now is a warning instead of a failure.</param>
public sealed record HeldLockOperation(NamedLockOperation Inner, Claim Claim, bool WarnsWhenLost) : Operation(Inner.Pool)
{
    public override string Purpose => Inner.Purpose;

    public override Past Needs => new SinceCommit(Claim.Ref);

    public override Outcome Attempt(Pools pools)
    {
        var tenure = pools.TenureOf(Claim);
        if (tenure.Stands)
        {
            return Inner.Attempt(pools) is var outcome && outcome is Unchanged unchanged ? unchanged with { Claim = Claim.Ref } : outcome;
        }

        if (Inner.AlreadyDone(pools) is { } done)
        {
            return done;
        }

        if (tenure.LastChange is not { } last)
        {
            throw new PoolException($"the claim of lock {Claim.Lock} of pool {Pool} cannot be found in the branch (commit {Claim.Ref}; was its history rewritten?): nothing was changed; look who holds the lock, and act on a directory that holds its name alone");
        }

        var who = $"{last.Who} at {last.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}{(last.BuildUrl is { } url ? $" ({url})" : "")}";
        return pools.Find(Pool, Claim.Lock) switch
        {
            null => Lost($"lock {Claim.Lock} is no longer in pool {Pool}: it was taken out by {who}"),
            var standing when standing.State == LockState.Unclaimed =>
                new Unchanged(Claim.Lock, $"lock {Claim.Lock} of pool {Pool} was already released by {who}; nothing was changed"),
            _ => Lost($"lock {Claim.Lock} of pool {Pool} is no longer held by this claim: it was taken by {who}"),
        };
    }

    private Unchanged Lost(string sentence) =>
        WarnsWhenLost
            ? new Unchanged(Claim.Lock, $"{sentence}; nothing was changed")
            : throw new PoolException($"{sentence}; nothing was changed (on_lost: warn makes this a warning)");
}
