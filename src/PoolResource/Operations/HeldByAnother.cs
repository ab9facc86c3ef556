namespace PoolResource.Operations;

/// <summary>A lock that a person wants to change is held by somebody else: nothing is done until the person names that claim.</summary>
/// <param name="claim">The claim that holds it.</param>
/// <param name="named">The claim that the person has named; null for none.</param>
public sealed class HeldByAnother(StandingClaim claim, string? named)
    : PoolException(named is null
        ? $"lock {claim.Held.Name} of pool {claim.Held.Pool} is held by {Who(claim)}; nothing was changed (name its claim, {claim.Id}, to change it nevertheless)"
        : $"lock {claim.Held.Name} of pool {claim.Held.Pool} is not held by claim {Quoted.Text(named)}, but by {Who(claim)}, with claim {claim.Id}; nothing was changed")
{
    /// <summary>The claim that holds it.</summary>
    public StandingClaim Claim { get; } = claim;

    /// <summary>Who holds it, for a sentence.</summary>
    public static string Who(StandingClaim claim) =>
        claim.Holder?.Describe("since") ?? "somebody of whom no commit tells";
}
