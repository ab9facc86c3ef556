using PoolResource.Git;

namespace PoolResource.Commands;

/// <summary>Who holds the locks that stand in the way, as far as recent history tells.</summary>
internal sealed class Holders(PoolBranch branch, BranchHistory history)
{
    /// <summary>One line for each lock.</summary>
    /// <param name="held">The claimed locks.</param>
    /// <param name="tip">The commit in which they are; null when there is none.</param>
    /// <param name="stop">Ends the search.</param>
    public async Task<IReadOnlyList<string>> NamesAsync(IEnumerable<Lock> held, CommitId? tip, CancellationToken stop)
    {
        var lines = new List<string>();
        foreach (var one in held)
        {
            var commit = tip is null
                ? null
                : await history.NewestTouchingAsync(tip, one.Path, BranchHistory.RecentSteps, stop);
            lines.Add(BuildLog.HeldBy(one, commit is null ? null : branch.Objects.Describe(commit).Holder));
        }

        return lines;
    }
}
