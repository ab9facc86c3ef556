namespace PoolResource;

/// <summary>
/// A claim that was handed to a build: the commit that moved the lock to <c>claimed/</c> is its fencing token.
/// </summary>
/// <param name="Pool">The pool the lock is in.</param>
/// <param name="Lock">The lock.</param>
/// <param name="Ref">The commit.</param>
/// <param name="ClaimId">The name people and tools quote for it; null for a commit of the baseline or of a person.</param>
public sealed record Claim(PoolName Pool, LockName Lock, CommitId Ref, string? ClaimId);

/// <summary>What became of a claim.</summary>
/// <param name="IsKnown">Whether its commit is in the branch: nothing can be decided about one that is not.</param>
/// <param name="LastChange">Who changed the lock last after the claim; null while the claim stands.</param>
public sealed record Tenure(bool IsKnown, Holder? LastChange)
{
    /// <summary>Whether nobody but the holder touched the lock since.</summary>
    public bool Stands => IsKnown && LastChange is null;
}

/// <summary>A claim that stands in the branch, as its commit tells.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Ref">The commit that took it.</param>
/// <param name="BuildId">The BUILD_ID of the build that holds it.</param>
/// <param name="Alias">The name under which that build holds it.</param>
public sealed record StandingClaim(LockName Lock, CommitId Ref, string? BuildId, string? Alias);
