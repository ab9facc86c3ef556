namespace PoolResource;

/// <summary>
/// A claim that was handed to a build: the commit that moved the lock to <c>claimed/</c> is its fencing token.
/// </summary>
/// <param name="Pool">The pool the lock was in.</param>
/// <param name="Lock">The lock.</param>
/// <param name="Ref">The commit.</param>
/// <param name="ClaimId">The name people and tools quote for it; null for a commit of the baseline or of a person.</param>
public sealed record Claim(PoolName Pool, LockName Lock, CommitId Ref, string? ClaimId)
{
    /// <summary>The repository the claim was made in, as a source names it; null for one that does not say so.</summary>
    public string? Repository { get; init; }

    /// <summary>The branch the claim was made in.</summary>
    public string? Branch { get; init; }

    /// <summary>Whether it was made in the branch that a source names.</summary>
    public bool IsOf(Source source) => (Repository == source.Uri.WithoutQuery || Repository == source.Uri.Value) && Branch == source.Branch.Value;
}

/// <summary>A claim that stands in the branch, as the commit tells that made it or went on with it.</summary>
/// <param name="Held">The lock, where it is held.</param>
/// <param name="Ref">The commit.</param>
/// <param name="Message">What the commit says.</param>
public sealed record StandingClaim(Lock Held, CommitId Ref, CommitMessage Message)
{
    /// <summary>Whether the branch begins with the lock held, and tells nothing of who holds it.</summary>
    public bool IsUntold { get; init; }

    /// <summary>Who made it, and when; null where no commit tells.</summary>
    public Holder? Holder { get; init; }

    /// <summary>Since when: the later of the dates of its commit and of that one's parents, since workers' clocks are wrong; null where nobody asked, or they tell none.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The name under which the build holds it.</summary>
    public string? Alias => Message.Alias;

    /// <summary>What a commit that goes on with it calls it: the claim's id, or its commit where it has none.</summary>
    public string Id => Message.ClaimId ?? Ref.Value;

    /// <summary>Until when it is leased, by its own commit or by the newest that renews it; null for no lease.</summary>
    public DateTimeOffset? LeaseUntil => Message.LeaseUntil;

    /// <summary>The same claim, leased until another time.</summary>
    public StandingClaim With(DateTimeOffset leaseUntil) => this with
    {
        Message = Message with { LeaseUntil = leaseUntil },
        Holder = Holder is null ? null : Holder with { LeaseUntil = leaseUntil },
    };

    /// <summary>The pool in which it was taken.</summary>
    public string TakenIn => Message.TakenIn ?? Held.Pool.Value;
}
