namespace PoolResource;

/// <summary>
/// Which claims are stale. Of a build that lives none is, unless its lease is over, or age alone decides; what cannot be
/// told while Concourse does not answer is kept.
/// </summary>
public sealed record ReapPolicy
{
    /// <summary>How long a build that has ended, or whose lease is over, has to free its lock itself.</summary>
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromMinutes(2);

    /// <summary>Whether builds that have ended lose their locks.</summary>
    public EndedBuilds EndedBuilds { get; init; }

    /// <summary>
    /// From which age on a claim is stale; beside <see cref="EndedBuilds"/> only where nobody can tell of its build whether it
    /// runs, or where that has succeeded. Null for none.
    /// </summary>
    public TimeSpan? StaleAfter { get; init; }

    /// <summary>Whether claims are stale whose lease is over.</summary>
    public bool ByLease { get; init; }

    /// <summary>Whether age counts for the claims of people at a terminal, too.</summary>
    public bool People { get; init; }

    /// <summary>How long a build that has ended, or whose lease is over, has to free its lock itself.</summary>
    public TimeSpan Grace { get; init; } = DefaultGrace;

    /// <summary>The locks that it is about; null for all of the pool.</summary>
    public IReadOnlyList<LockPattern>? Locks { get; init; }

    /// <summary>How many locks are reaped at a time, the oldest claims first; null for all of them.</summary>
    public int? AtMost { get; init; }

    /// <summary>Whether it has to be known how the builds are.</summary>
    public bool AsksConcourse => EndedBuilds != EndedBuilds.None;

    /// <summary>Whether it says of any claim that it is stale.</summary>
    public bool HasGround => AsksConcourse || StaleAfter is not null || ByLease;

    /// <summary>Whether it is about a lock.</summary>
    public bool IsAbout(Lock held) => Locks is null || Locks.Any(pattern => pattern.Matches(held.Name));

    /// <summary>Whether a claim is stale.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="verdict">What can be told of its build; null where nobody was asked.</param>
    /// <param name="now">The time.</param>
    public ClaimFate Decide(StandingClaim claim, Verdict? verdict, DateTimeOffset now) =>
        ByLease && claim.LeaseUntil is { } until && now - until > Grace
            ? new ClaimFate(claim, true, $"its lease was over {Duration.Age(now - until)} ago")
            : verdict switch
            {
                Over { HasSucceeded: true } when EndedBuilds != EndedBuilds.All => ByAge(claim, "its build succeeded, and may have handed its lock on", now),
                Over { EndedAt: { } end } over => AfterTheEnd(claim, now - end, Told(over, now)),
                // When it ended nobody tells; it was at work when it took the lock, unless that is told to be yet to come.
                Over over => AfterTheEnd(claim, (now - claim.Since)?.Duration(), Told(over, now)),
                Gone gone => AfterTheEnd(claim, (now - claim.Since)?.Duration(), gone.Described),
                null => ByAge(claim, null, now),
                CannotTell { IsAnswered: true } told => ByAge(claim, told.Described, now),
                _ => new ClaimFate(claim, false, verdict.Described),
            };

    private ClaimFate AfterTheEnd(StandingClaim claim, TimeSpan? time, string told) =>
        time <= Grace
            ? new ClaimFate(claim, false, $"{told}, and it has {Duration.Describe(Grace)} to free its lock itself")
            : new ClaimFate(claim, true, told);

    private ClaimFate ByAge(StandingClaim claim, string? told, DateTimeOffset now)
    {
        var age = claim.Since is { } since ? now > since ? now - since : TimeSpan.Zero : (TimeSpan?)null;
        return (claim, age) switch
        {
            _ when StaleAfter is null => Kept(claim.LeaseUntil is { } until ? Lease.Describe(until, now) : told is null ? "it has no lease" : null),
            ({ Message.Person: not null }, _) when !People => Kept("a person holds it"),
            (_, null) => Kept("no commit tells since when it is held"),
            ({ LeaseUntil: { } until }, _) when now - until <= Grace => Kept(Lease.Describe(until, now)),
            var (_, held) when held <= StaleAfter => Kept($"held for {Duration.Age(held.Value)}"),
            var (_, held) => new ClaimFate(claim, true, $"held for {Duration.Age(held.Value)}"),
        };

        ClaimFate Kept(string? why) => new(claim, false, string.Join("; ", new[] { told, why }.OfType<string>()));
    }

    private static string Told(Over over, DateTimeOffset now) =>
        $"its build {(over.Status == "aborted" ? "was aborted" : over.Status)}{(over.EndedAt is { } end ? $" {Duration.Age(now > end ? now - end : TimeSpan.Zero)} ago" : "")}";
}
