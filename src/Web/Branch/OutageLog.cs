using System.Globalization;

namespace PoolResource.Web.Branch;

/// <summary>Says in the log what only whoever runs the server may read of an outage: what the host says, once a minute, and when it is over.</summary>
/// <param name="branch">The branch.</param>
internal sealed class OutageLog(WatchedBranch branch)
{
    /// <summary>Notes what has changed.</summary>
    /// <param name="last">What was known.</param>
    /// <param name="next">What is known now.</param>
    /// <param name="words">What the host says, where it does not answer as it should.</param>
    /// <param name="now">The time.</param>
    public void Note(BranchNews last, BranchNews next, string? words, DateTimeOffset now)
    {
        if (next.Outage is { } outage && outage != last.Outage)
        {
            branch.Log.Warn($"the git host does not answer as it should since {outage.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}: {words}");
        }
        else if (next.Outage is null && last.Outage is { } over)
        {
            branch.Log.Warn($"the git host answers again, after {Duration.Age(now - over.Since)}");
        }

        if (last.Seen?.Tip is { } tip && next.Seen is { Tip: null })
        {
            branch.Log.Warn($"the repository has no branch {branch.Source.Branch} any more, which was at {tip}");
        }
    }
}
