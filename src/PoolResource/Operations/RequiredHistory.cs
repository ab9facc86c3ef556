namespace PoolResource.Operations;

/// <summary>How much of the branch's history has to be here before a rule decides.</summary>
public abstract record RequiredHistory
{
    /// <summary>Only the tip.</summary>
    public static RequiredHistory None { get; } = new Nothing();

    private sealed record Nothing : RequiredHistory;
}

/// <summary>All that came after a commit.</summary>
public sealed record SinceClaim(CommitId Commit) : RequiredHistory;

/// <summary>The commits that took the claimed locks of a pool, or of every pool (null).</summary>
public sealed record ClaimsOf(PoolName? Pool) : RequiredHistory
{
    /// <summary>The one lock that is asked for; null for all of them.</summary>
    public LockName? Name { get; init; }

    /// <summary>The build and the name whose claims alone are asked for; null for those of everybody.</summary>
    public Alias? Own { get; init; }
}
