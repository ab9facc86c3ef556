namespace PoolResource.History;

/// <summary>What happened to a lock.</summary>
public enum LockEventKind
{
    /// <summary>It was made, free or held.</summary>
    Added,

    /// <summary>It was taken, from those that are free or from its holder.</summary>
    Claimed,

    /// <summary>It became free in its pool.</summary>
    Released,

    /// <summary>It went into the lifecycle pool of its pool.</summary>
    Recycled,

    /// <summary>It came back out of the lifecycle pool.</summary>
    Restored,

    /// <summary>It went to another pool.</summary>
    Moved,

    /// <summary>It has another content, and stands where it stood.</summary>
    Updated,

    /// <summary>It was taken out of the branch.</summary>
    Removed,

    /// <summary>A later run of the build that holds it goes on with the claim; no file has changed.</summary>
    Continued,

    /// <summary>The lease of the claim that holds it runs until another time; no file has changed.</summary>
    Renewed,
}

/// <summary>What a commit did to one lock.</summary>
/// <param name="Kind">What it was.</param>
/// <param name="Commit">The commit.</param>
/// <param name="When">When: the later of the dates of the commit and of its parents, since workers' clocks are wrong.</param>
/// <param name="From">Where the lock stood; null when it was nowhere.</param>
/// <param name="To">Where it stands afterwards; null when it is nowhere.</param>
/// <param name="By">Who did it: a build, or a person; with the lease that it gave the claim.</param>
public sealed record LockEvent(LockEventKind Kind, CommitId Commit, DateTimeOffset When, Lock? From, Lock? To, Holder By)
{
    /// <summary>Whether a person did it: no build and no pool resource says so of itself.</summary>
    public bool IsByHand { get; init; }

    /// <summary>The job whose build did it, as far as the commit tells.</summary>
    public BuildJob? Job { get; init; }

    /// <summary>The id of the claim that the commit names.</summary>
    public string? ClaimId { get; init; }

    /// <summary>Why it was done, when the commit says so.</summary>
    public string? Reason { get; init; }

    /// <summary>How long a claim had waited for the lock; null when it had not, or does not tell.</summary>
    public TimeSpan? Waited { get; init; }

    /// <summary>Whether the lock was taken from a claim that was stale, as the commit says.</summary>
    public bool IsReaped { get; init; }
}
