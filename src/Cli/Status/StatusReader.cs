using PoolResource.Git;
using PoolResource.Git.Graph;

namespace PoolResource.Cli.Status;

/// <summary>Reads from a branch how its pools are.</summary>
internal static class StatusReader
{
    /// <summary>Brings the branch, and as much of its past as tells who holds what.</summary>
    /// <param name="branch">The branch.</param>
    /// <param name="source">Where it is.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="PoolException">There is no such branch.</exception>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    public static async Task<BranchStatus> ReadAsync(PoolBranch branch, Source source, CancellationToken stop)
    {
        var history = new HistoryFetcher(branch);
        if (!await history.FetchRecentAsync(stop))
        {
            throw NoBranch(source);
        }

        var tip = branch.Objects.Tip;
        var claims = await new HistorySearch(history).ClaimingAsync(tip, history.Graph.Pools(tip).HeldIn(null), HistorySearch.AllSteps, stop);
        var pools = history.Graph.Pools(tip);
        var names = pools.Names;
        return new BranchStatus(tip, [.. names.Select(name => new PoolStatus(name, [.. pools.In(name).OrderBy(one => one.Name).Select(Of)])
        {
            InLifecycle = names.Contains(name.Lifecycle) ? pools.In(name.Lifecycle).Count() : null,
        })]);

        LockStatus Of(Lock one)
        {
            if (!claims.TryGetValue(one, out var commit))
            {
                return new LockStatus(one);
            }

            var facts = branch.Objects.Describe(commit);
            return new LockStatus(one) { Commit = commit, Holder = facts.Holder, ClaimId = facts.About(one)?.ClaimId, Reason = facts.About(one)?.Reason };
        }
    }

    /// <summary>The refusal where the branch is missing.</summary>
    public static PoolException NoBranch(Source source) => new($"source.branch: {source.Uri} has no branch {source.Branch}; {source.Branch.Advice}");
}
