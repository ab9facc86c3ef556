namespace PoolResource;

/// <summary>A claim, and what can be told of the build that holds it.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Verdict">What can be told.</param>
public sealed record JudgedClaim(StandingClaim Claim, Verdict Verdict);
