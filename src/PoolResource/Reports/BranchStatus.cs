
namespace PoolResource.Reports;

/// <summary>How the pools of a branch are at a commit.</summary>
/// <param name="Tip">The commit.</param>
/// <param name="Pools">Every pool, in path order.</param>
public sealed record BranchStatus(CommitId Tip, IReadOnlyList<PoolStatus> Pools);

/// <summary>How a pool is.</summary>
/// <param name="Name">The pool.</param>
/// <param name="Locks">Its locks, each where it stands.</param>
public sealed record PoolStatus(PoolName Name, IReadOnlyList<LockStatus> Locks)
{
    /// <summary>How many locks wait in its lifecycle pool, or are being cleaned there; null when it has none.</summary>
    public int? InLifecycle { get; init; }

    /// <summary>How many wait in line for its locks.</summary>
    public int Waiting { get; init; }

    /// <summary>How long a lock is usually held, when enough holds have ended to say so.</summary>
    public TimeSpan? UsualHold { get; init; }

    public int Free => Locks.Count(one => one.Lock.State == LockState.Unclaimed);

    public int Claimed => Locks.Count - Free;
}

/// <summary>How a lock is.</summary>
/// <param name="Lock">The lock, where it stands.</param>
/// <param name="Since">Since when it is held, by this claim, or free; null when history does not tell.</param>
public sealed record LockStatus(Lock Lock, DateTimeOffset? Since)
{
    /// <summary>The commit that says by whose claim it is held; null when it is free.</summary>
    public CommitId? Commit { get; init; }

    /// <summary>Who holds it, and the build's page.</summary>
    public Holder? Holder { get; init; }

    /// <summary>Whether a person holds it.</summary>
    public bool IsByHand { get; init; }

    /// <summary>The claim's id, where the claim has one.</summary>
    public string? ClaimId { get; init; }

    /// <summary>Why it was taken, where the claim says so.</summary>
    public string? Reason { get; init; }
}
