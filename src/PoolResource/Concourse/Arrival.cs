namespace PoolResource.Concourse;

/// <summary>A lock that waits in the state a trigger watches.</summary>
/// <param name="Commit">The commit in which it arrived there.</param>
/// <param name="Name">The lock.</param>
/// <param name="When">When that was committed.</param>
public sealed record Arrival(CommitId Commit, LockName Name, DateTimeOffset When)
{
    /// <summary>Whether it comes after a version that is about a commit; one without a lock's name (a put's, or one pinned in part) stands before the arrivals of its commit.</summary>
    public bool IsAfter(Version version, CommitId commit) =>
        Commit != commit || version.Lock is null || string.CompareOrdinal(Name.Value, version.Lock) > 0;
}
