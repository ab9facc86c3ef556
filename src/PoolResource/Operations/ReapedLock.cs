namespace PoolResource.Operations;

/// <summary>A lock that a commit takes from a stale claim.</summary>
/// <param name="Fate">The claim, and why it is stale.</param>
/// <param name="Subject">What the commit does to it, as it would say if it did nothing else.</param>
public sealed record ReapedLock(ClaimFate Fate, string Subject)
{
    /// <summary>Where it was held.</summary>
    public Lock Held => Fate.Claim.Held;
}
