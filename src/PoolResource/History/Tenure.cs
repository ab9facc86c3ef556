namespace PoolResource.History;

/// <summary>One hold of a lock in one pool, from the commit by which it began.</summary>
/// <param name="Held">The lock.</param>
/// <param name="Ref">The commit of the claim, or the last one that went on with it.</param>
/// <param name="Holder">Who holds it, or held it.</param>
/// <param name="From">Since when it is held in this pool.</param>
public sealed record Tenure(Lock Held, CommitId Ref, Holder Holder, DateTimeOffset From)
{
    /// <summary>When the claim was taken: earlier than <see cref="From"/> where it came along from another pool.</summary>
    public DateTimeOffset ClaimedAt { get; init; } = From;

    /// <summary>Whether it goes on with a tenure of another pool, so that no claim began here.</summary>
    public bool CameAlong { get; init; }

    /// <summary>The claim's id; null for one of the baseline or of a person.</summary>
    public string? ClaimId { get; init; }

    /// <summary>Why it was taken, when the commit says so.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether a person holds it.</summary>
    public bool IsByHand { get; init; }

    /// <summary>The job whose build holds it, as far as the commit tells.</summary>
    public BuildJob? Job { get; init; }

    /// <summary>How it ended; null while it goes on.</summary>
    public TenureEnd? End { get; init; }

    /// <summary>How long the claim had held the lock by its end, or by a time; never negative.</summary>
    public TimeSpan Length(DateTimeOffset now) => (End?.When ?? now) is var until && until > ClaimedAt ? until - ClaimedAt : TimeSpan.Zero;
}

/// <summary>The end of a tenure.</summary>
/// <param name="How">How: <see cref="LockEventKind.Claimed"/> when somebody took the lock over.</param>
/// <param name="Commit">The commit.</param>
/// <param name="When">When; never before the tenure began.</param>
/// <param name="By">Who ended it.</param>
public sealed record TenureEnd(LockEventKind How, CommitId Commit, DateTimeOffset When, Holder By)
{
    /// <summary>Whether that was somebody else than the holder.</summary>
    public bool IsByAnother { get; init; }

    /// <summary>Whether the claim was stale, as the commit says that ended it.</summary>
    public bool IsReaped { get; init; }

    /// <summary>Whether the lock went to another pool under the same claim: a tenure there goes on with this one.</summary>
    public bool GoesOn { get; init; }
}
