using PoolResource.Git;
using PoolResource.Git.Graph;

namespace PoolResource.Concourse;

/// <summary>The version that Concourse gave to a check: brought with all that came after it, or told to be unknown.</summary>
/// <param name="branch">The branch.</param>
/// <param name="cache">Keeps that a version is not in the branch, which may take all of history to find out.</param>
/// <param name="log">Told of a version that is not in the branch.</param>
public sealed class GivenVersion(PoolBranch branch, CheckCache cache, StepLog log)
{
    /// <summary>Answers what is asked of the branch's past.</summary>
    public HistorySearch Search { get; } = new(new HistoryFetcher(branch));

    /// <summary>The branch's past.</summary>
    public HistoryFetcher History => Search.History;

    /// <summary>Brings the branch, and what is needed to tell what came after a version.</summary>
    /// <param name="version">The version's commit, or the beginning of its id; null when none is known.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>Whether there is a branch, and the version's commit if it is in it.</returns>
    public async Task<(bool HasBranch, CommitId? Known)> FetchAsync(string? version, CancellationToken stop)
    {
        var isMissing = version is not null && await IsStillMissingAsync(version, stop);
        if (!isMissing && CommitId.TryParse(version, out var given) && await History.FetchSinceAsync(given, stop))
        {
            return (true, given);
        }

        if (!isMissing && !await History.FetchRecentAsync(stop))
        {
            return (false, null);
        }

        if (!isMissing && await Search.FindAsync(version, stop) is { } found && await History.FetchSinceAsync(found, stop))
        {
            return (true, found);
        }

        if (version is not null)
        {
            log.UnknownVersion(version);
            cache.RememberMissing(branch.Objects.Tip, version);
        }

        return (true, null);
    }

    private async Task<bool> IsStillMissingAsync(string version, CancellationToken stop) =>
        cache.MissedAt(version) is { } then
        && await History.FetchSinceAsync(then, stop)
        && !History.Graph.Since(then, branch.Objects.Tip).Any(commit => commit.Value.StartsWith(version, StringComparison.OrdinalIgnoreCase));
}
