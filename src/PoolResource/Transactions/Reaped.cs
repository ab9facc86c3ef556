namespace PoolResource.Transactions;

/// <summary>What was done about stale claims.</summary>
/// <param name="Finished">The commit, or without one the tip.</param>
/// <param name="Fates">All claims that were looked at.</param>
/// <param name="Stale">Those that were reaped, or would be; oldest first.</param>
public sealed record Reaped(Finished Finished, IReadOnlyList<ClaimFate> Fates, IReadOnlyList<ClaimFate> Stale);
