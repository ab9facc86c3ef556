using PoolResource.Git;

namespace PoolResource.Commands;

/// <summary>The versions of a pool: the commits of the branch that touched its directory.</summary>
public sealed class PoolVersions(PoolBranch branch, PoolName pool, BuildLog log)
{
    private readonly BranchHistory history = new(branch);

    /// <summary>The known version and every later one, oldest first; the newest alone when none is known.</summary>
    /// <param name="given">The version as Concourse gave it; null when it gave none.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>Null when there is no branch.</returns>
    public async Task<FoundVersions?> SinceAsync(Version? given, CancellationToken stop)
    {
        if (CommitId.TryParse(given?.Ref, out var known) && await history.BringSinceAsync(known, stop))
        {
            // Any commit that did not touch the pool stands for the newest version before it.
            var first = await history.NewestTouchingAsync(known, pool.Value, BranchHistory.AllSteps, stop);
            var later = history.Since(known, branch.Objects.Tip).Where(commit => history.Touches(commit, pool.Value));
            return new FoundVersions(given!.IsNamed ? given : null, first, [.. later]);
        }

        if (!await history.BringRecentAsync(stop))
        {
            return null;
        }

        if (given is not null)
        {
            log.UnknownVersion(given.Ref ?? "");
        }

        return new FoundVersions(
            null, await history.NewestTouchingAsync(branch.Objects.Tip, pool.Value, BranchHistory.AllSteps, stop), []);
    }
}
