using PoolResource.Configuration;
using PoolResource.Reading;

namespace PoolResource.Web.Branch;

/// <summary>The branch that is shown, and how to get there.</summary>
/// <param name="document">The keys of <c>source</c>.</param>
/// <param name="log">What the engine says, for the server's own log.</param>
/// <param name="shelf">Where it is kept, so that only what is new is read of it after a start.</param>
public sealed class WatchedBranch(SourceDocument document, EngineLog log, CacheShelf shelf)
{
    // Whoever asks about the whole branch names no pool.
    private static readonly PoolName NoPool = PoolName.Parse("pools", "pool");

    /// <summary>What the engine says.</summary>
    public EngineLog Log => log;

    /// <summary>Where the branch is kept.</summary>
    public CacheShelf Shelf => shelf;

    /// <summary>The source, for a question about all pools.</summary>
    public Source Source { get; } = document.ToSource(NoPool);

    /// <summary>The source, for one pool.</summary>
    public Source SourceFor(PoolName pool) => document.ToSource(pool);
}
