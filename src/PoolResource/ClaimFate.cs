namespace PoolResource;

/// <summary>What becomes of a claim where stale ones are reaped.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="IsStale">Whether its lock is to be taken from it.</param>
/// <param name="Why">Why, or why not: a short phrase, such as <c>its build failed 3 h ago</c>.</param>
public sealed record ClaimFate(StandingClaim Claim, bool IsStale, string Why);
