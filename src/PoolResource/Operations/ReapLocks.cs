namespace PoolResource.Operations;

/// <summary>
/// Takes locks from stale claims, all in one commit that says of each why. It acts on the claims that were judged and on no
/// later ones: what was renewed, given back or taken anew meanwhile is left out.
/// </summary>
/// <param name="Pool">The pool.</param>
/// <param name="Stale">The claims, those first that go before others where not all are to be reaped.</param>
/// <param name="To">Where their locks go.</param>
public sealed record ReapLocks(PoolName Pool, IReadOnlyList<ClaimFate> Stale, ReapTo To) : Operation(Pool)
{
    /// <summary>How many locks are taken; null for all. One that is left out keeps nobody else from it.</summary>
    public int? AtMost { get; init; }

    public override string Purpose => $"reap stale claims of pool {Pool}";

    public override bool GivesBack => true;

    public override RequiredHistory Needs => new ClaimsOf(Pool);

    public override Outcome Decide(Pools pools)
    {
        var standing = pools.ClaimsIn(Pool).ToDictionary(claim => claim.Held);
        var faults = Stale.Select(one => (Fate: one, Fault: Fault(pools, one.Claim, standing.GetValueOrDefault(one.Claim.Held)))).ToList();
        List<string> left = [.. faults.Select(one => one.Fault).OfType<string>()];
        return faults.Where(one => one.Fault is null).Take(AtMost ?? int.MaxValue).Select(one => new ReapedLock(one.Fate, To.Subject(one.Fate.Claim.Held))).ToList() switch
        {
            [] => new NothingStale(left),
            var reaped => new Changed(
                [.. reaped.Select(one => new Move(one.Held, To.Of(one.Held)))],
                reaped[0].Held.Name,
                reaped is [var only] ? only.Subject : $"reaping: {reaped.Count} locks")
            {
                Reaped = reaped,
                Left = left,
            },
        };
    }

    private string? Fault(Pools pools, StandingClaim judged, StandingClaim? now)
    {
        var (held, to) = (judged.Held, To.Of(judged.Held));
        return now is null ? $"lock {held.Name} of pool {Pool} was given back, moved or removed meanwhile: it is left as it is"
            : now.Id != judged.Id ? $"lock {held.Name} of pool {Pool} was taken anew meanwhile: it is left as it is"
            : now.Ref != judged.Ref ? $"lock {held.Name} of pool {Pool} was changed under its claim meanwhile: it is left as it is"
            : now.LeaseUntil != judged.LeaseUntil ? $"the claim of lock {held.Name} of pool {Pool} was renewed meanwhile: it is left as it is"
            : LockState.All.Select(state => to with { State = state }).FirstOrDefault(place => place != held && (pools.Contains(place) || pools.IsTaken(place))) is { } taken
                ? $"lock {held.Name} of pool {Pool} is left as it is: something stands at {taken} already; remove or rename one of them"
            : null;
    }
}
