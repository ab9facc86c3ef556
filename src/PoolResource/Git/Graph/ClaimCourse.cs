namespace PoolResource.Git.Graph;

/// <summary>One commit that touched a held lock.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Facts">What it says.</param>
/// <param name="WasHeld">Whether the lock was there before.</param>
/// <param name="IsHeld">Whether it is there afterwards.</param>
/// <param name="To">Where it went when it is not.</param>
public sealed record LockChange(CommitId Commit, CommitFacts Facts, bool WasHeld, bool IsHeld, Lock? To = null);

/// <summary>
/// Follows a claim through the commits that touched its lock, oldest first. It stands while the lock is in a
/// <c>claimed/</c> directory and every commit that moved it carries the claim's id, or goes on with it; an edit in place
/// that names no claim is no change of hands.
/// </summary>
public sealed class ClaimCourse
{
    private readonly HashSet<string> ids;
    private StandingClaim standing;
    private Ending? ending;

    /// <param name="claim">The claim.</param>
    /// <param name="facts">What its commit says.</param>
    public ClaimCourse(Claim claim, CommitFacts facts)
    {
        ids = claim.ClaimId is { } id ? [id, claim.Ref.Value] : [claim.Ref.Value];
        var held = new Lock(claim.Pool, LockState.Claimed, claim.Lock);
        standing = new StandingClaim(held, claim.Ref, (facts.About(held) ?? facts.Message) with { ClaimId = claim.ClaimId }) { Holder = facts.HolderOf(held) };
    }

    /// <summary>Where the claim holds the lock, or held it last.</summary>
    public Lock Place => standing.Held;

    /// <summary>What became of the claim so far.</summary>
    public ClaimStatus ClaimStatus => ending is null ? new ClaimStatus(standing) : new ClaimStatus(null, ending);

    /// <summary>Takes the next commit that touched the place where the lock is.</summary>
    public void Follow(LockChange change)
    {
        if (ending is null && change.Facts.Renewing(Place) is { LeaseUntil: { } until } renewal && renewal.ClaimId == standing.Id)
        {
            standing = standing.With(until);
            return;
        }

        var named = change.Facts.About(Place);
        if (named is null && change is { WasHeld: true, IsHeld: true })
        {
            return;
        }

        if (ending is not null)
        {
            ending = ending with { Last = change.Facts.HolderBy(change.Facts.Doing(Place)) };
        }
        else if (Carries(named) && (change.IsHeld || change.To?.State == LockState.Claimed))
        {
            standing = new StandingClaim(change.IsHeld ? Place : change.To!, change.Commit, named!) { Holder = change.Facts.HolderOf(Place) };
        }
        else
        {
            ending = Ending.Of(change.Facts, Place, change.IsHeld ? Place : change.To);
        }
    }

    private bool Carries(CommitMessage? message)
    {
        if (message is { Continues: { } continued, ClaimId: { } next } && ids.Contains(continued))
        {
            ids.Add(next);
        }

        return message?.ClaimId is { } id && ids.Contains(id);
    }
}
