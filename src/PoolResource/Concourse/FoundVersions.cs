namespace PoolResource.Concourse;

/// <summary>The versions of a pool from a known one on.</summary>
/// <param name="Named">The known version, when it names its lock: it stands for itself.</param>
/// <param name="First">The newest commit up to the known version that touched the pool; null when there is none.</param>
/// <param name="Later">The later commits that touched the pool, oldest first.</param>
public sealed record FoundVersions(Version? Named, CommitId? First, IReadOnlyList<CommitId> Later)
{
    /// <summary>The newest commit that touched the pool; null when there is none.</summary>
    public CommitId? Newest => Later.Count > 0 ? Later[^1] : First;

    /// <summary>What check answers.</summary>
    public IReadOnlyList<Version> All =>
        [.. Known, .. Later.Select(commit => new Version(commit.Value))];

    private IEnumerable<Version> Known => Named is not null ? [Named] : First is not null ? [new Version(First.Value)] : [];
}
