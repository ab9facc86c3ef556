using System.Globalization;

namespace PoolResource.Web.Branch;

/// <summary>Says in the log what only whoever runs the server may read of an outage: what the host says, once a minute, and when it is over.</summary>
/// <param name="branch">The branch.</param>
internal sealed class OutageLog(WatchedBranch branch)
{
    private static readonly TimeSpan Once = TimeSpan.FromMinutes(1);

    private DateTimeOffset? saidAt;
    private Outage? said;
    private CommitId? tip;

    /// <summary>A look at the branch has failed.</summary>
    /// <param name="outage">What everybody is told.</param>
    /// <param name="words">What the host says.</param>
    /// <param name="now">The time.</param>
    public void Failed(Outage outage, string words, DateTimeOffset now)
    {
        // A host that fails every other time is no news each time.
        if (now - saidAt < Once && (said is null || said.Sentence == outage.Sentence))
        {
            return;
        }

        (saidAt, said) = (now, outage);
        branch.Log.Warn($"the branch cannot be read as it should since {outage.Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}: {words}");
    }

    /// <summary>The branch was read.</summary>
    /// <param name="seen">What was seen; empty where there is no such branch.</param>
    /// <param name="now">The time.</param>
    public void Answered(Snapshot? seen, DateTimeOffset now)
    {
        if (said is { } over)
        {
            branch.Log.Warn($"the branch can be read again, after {Duration.Age(now - over.Since)}");
        }

        if (tip is not null && seen is { Tip: null })
        {
            branch.Log.Warn($"the repository has no branch {branch.Source.Branch} any more, which was at {tip}");
        }

        (said, tip) = (null, seen?.Tip);
    }
}
