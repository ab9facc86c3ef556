namespace PoolResource.Git;

/// <summary>What the branch's history, as far as it is here, tells of claims.</summary>
internal sealed class ClaimHistory(BranchHistory history, GitObjects objects)
{
    /// <summary>What became of a claim by the time of a tip; all that came after the claim has to be here.</summary>
    public Tenure TenureOf(Claim claim, CommitId tip)
    {
        if (!objects.Has(claim.Ref) || !history.Contains(tip, claim.Ref))
        {
            return new Tenure(IsKnown: false, null);
        }

        // A change by the holder carries the claim on; any other ends it.
        var path = new Lock(claim.Pool, LockState.Claimed, claim.Lock).Path;
        var ids = new HashSet<string?> { claim.ClaimId, claim.Ref.Value };
        ids.Remove(null);
        var changes = history.Since(claim.Ref, tip).Where(commit => history.Touches(commit, path)).ToList();
        var stands = objects.Entry(tip, path) is not null
            && changes.All(commit => objects.Describe(commit).Message is var message
                && (ids.Contains(message.ClaimId) || (ids.Contains(message.Continues) && ids.Add(message.ClaimId))));
        return new Tenure(IsKnown: true, stands ? null : objects.Describe(changes.LastOrDefault(claim.Ref)).Holder);
    }

    /// <summary>The claim by which a lock is held.</summary>
    public StandingClaim? ClaimOf(Lock held, CommitId tip) =>
        history.ClaimingHere(tip, held) is { } commit
            ? new StandingClaim(held, commit, objects.Describe(commit).Message)
            : null;
}
