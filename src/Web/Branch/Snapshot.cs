using PoolResource.History;
using PoolResource.Reports;

namespace PoolResource.Web.Branch;

/// <summary>The branch at its tip, as it was last read: whatever a page shows. It never changes.</summary>
/// <param name="Pools">How its pools are, in path order.</param>
/// <param name="Lines">Who waits for their locks.</param>
/// <param name="History">Who held what, when.</param>
public sealed record Snapshot(IReadOnlyList<PoolStatus> Pools, IReadOnlyList<PoolLine> Lines, LockHistory History)
{
    /// <summary>Of a repository that has no such branch yet.</summary>
    public static Snapshot Empty { get; } = new([], [], LockHistory.Empty);

    /// <summary>The commit; null where the repository has no such branch yet.</summary>
    public CommitId? Tip => History.Tip;

    /// <summary>A pool; null where there is none of that name.</summary>
    public PoolStatus? Pool(PoolName name) => Pools.FirstOrDefault(pool => pool.Name == name);

    /// <summary>Those who wait for a pool's locks, in the order in which they are served.</summary>
    public IReadOnlyList<LineEntry> LineOf(PoolName pool) => Lines.FirstOrDefault(line => line.Name == pool)?.Waiting ?? [];
}

/// <summary>What is known of the branch at a time.</summary>
/// <param name="Version">One more with each change of the rest but <see cref="LookedAt"/>.</param>
/// <param name="Seen">What was last read of it; null while it was never read.</param>
/// <param name="LookedAt">When the host last said what it points to.</param>
/// <param name="Outage">Why the host does not say so any more; null while it does.</param>
public sealed record BranchNews(long Version, Snapshot? Seen, DateTimeOffset? LookedAt, Outage? Outage);

/// <summary>The branch cannot be read.</summary>
/// <param name="Sentence">What is wrong, for everybody: the host's own words name the repository, and stand in the log.</param>
/// <param name="Since">Since when: the last look that the host answered, or the first one that it did not.</param>
public sealed record Outage(string Sentence, DateTimeOffset Since);
