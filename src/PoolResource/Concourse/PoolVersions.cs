using PoolResource.Git;
using PoolResource.Git.Graph;

namespace PoolResource.Concourse;

/// <summary>The versions of a pool: the commits of the branch that touched its directory.</summary>
/// <param name="branch">The branch.</param>
/// <param name="pool">The pool.</param>
/// <param name="given">Tells whether the branch has the version that is known.</param>
public sealed class PoolVersions(PoolBranch branch, PoolName pool, GivenVersion given)
{
    private HistoryFetcher History => given.History;

    /// <summary>The known version and every later one, oldest first; the newest alone when none is known.</summary>
    /// <param name="version">The version as Concourse gave it; null when it gave none.</param>
    /// <param name="learned">The newest version at an earlier tip: only what came since is read.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>Null when there is no branch.</returns>
    public async Task<FoundVersions?> SinceAsync(Version? version, NewestVersion? learned, CancellationToken stop)
    {
        var named = version is { IsNamed: true } ? version : null;
        if (learned is { Commit: { } last } && last.Value == version?.Ref && await History.FetchSinceAsync(learned.Tip, stop))
        {
            return new FoundVersions(named, last, TouchingSince(learned.Tip));
        }

        var (hasBranch, known) = await given.FetchAsync(version?.Ref, stop);
        if (!hasBranch)
        {
            return null;
        }

        // Any commit that did not touch the pool stands for the newest version before it.
        var first = await given.Search.NewestTouchingAsync(known ?? branch.Objects.Tip, pool.Value, HistorySearch.AllSteps, stop);
        return new FoundVersions(known is null ? null : named, first, known is null ? [] : TouchingSince(known));
    }

    private List<CommitId> TouchingSince(CommitId known) =>
        [.. History.Graph.Since(known, branch.Objects.Tip).Where(commit => History.Graph.Touches(commit, pool.Value))];
}

/// <summary>The newest version of a pool when the branch pointed to a commit.</summary>
/// <param name="Tip">The commit.</param>
/// <param name="Commit">The version; null when the pool had none.</param>
public sealed record NewestVersion(CommitId Tip, CommitId? Commit);
