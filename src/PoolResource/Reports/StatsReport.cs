using PoolResource.History;

namespace PoolResource.Reports;

/// <summary>What figures are told of.</summary>
public enum Grouping
{
    Pool,
    Lock,
    Pipeline,
    Job,
}

/// <summary>How the locks were used in a period.</summary>
/// <param name="Tip">The commit up to which it tells.</param>
/// <param name="Period">The period.</param>
/// <param name="By">What each group is.</param>
/// <param name="Total">Of all together.</param>
/// <param name="Groups">Of each, those first that held most.</param>
public sealed record StatsReport(CommitId Tip, Period Period, Grouping By, Figures Total, IReadOnlyList<StatsGroup> Groups)
{
    // As many as a sparkline has columns.
    private const int Slices = 20;

    /// <param name="history">The branch, up to its tip.</param>
    /// <param name="period">From when to when.</param>
    /// <param name="by">What each group is to be.</param>
    /// <param name="isMeant">Whether the locks of a pool count; all when nothing is said.</param>
    public static StatsReport Of(LockHistory history, Period period, Grouping by, Func<PoolName, bool>? isMeant = null)
    {
        var statistics = PoolStatistics.Over(history, period, isMeant);
        var groups = by switch
        {
            Grouping.Lock => Named(statistics.ByLock),
            Grouping.Pipeline => Named(statistics.ByPipeline),
            Grouping.Job => Named(statistics.ByJob),
            _ => Named(statistics.ByPool),
        };
        var claims = Claims([.. history.Locks.Where(one => isMeant?.Invoke(one.Pool) ?? true).SelectMany(history.EventsOf)], period, by);
        return new StatsReport(history.Tip!, period, by, statistics.Total,
        [
            .. groups
                .OrderByDescending(group => by is Grouping.Pool or Grouping.Lock ? group.Figures.Utilisation : group.Figures.Held.TotalSeconds)
                .ThenBy(group => group.Name, StringComparer.Ordinal)
                .Select(group => new StatsGroup(group.Name, group.Figures, claims.GetValueOrDefault(group.Name, []))),
        ]);
    }

    private static IEnumerable<(string Name, Figures Figures)> Named<T>(IReadOnlyDictionary<T, Figures> groups)
        where T : notnull => groups.Select(group => ($"{group.Key}", group.Value));

    private static Dictionary<string, int[]> Claims(IReadOnlyList<LockEvent> events, Period period, Grouping by)
    {
        var claims = new Dictionary<string, int[]>();
        foreach (var claim in events.Where(what => what.Kind == LockEventKind.Claimed && period.Contains(what.When)))
        {
            if (NameOf(claim, by) is { } name)
            {
                if (!claims.TryGetValue(name, out var slices))
                {
                    claims.Add(name, slices = new int[Slices]);
                }

                slices[Math.Min(Slices - 1, (int)((claim.When - period.From) / period.Length * Slices))]++;
            }
        }

        return claims;
    }

    private static string? NameOf(LockEvent claim, Grouping by) => by switch
    {
        Grouping.Lock => $"{PooledLock.At(claim.To!)}",
        Grouping.Pipeline => claim.Job?.PipelineName,
        Grouping.Job => claim.Job?.ToString(),
        _ => claim.To!.Pool.Value,
    };
}

/// <summary>A pool, a lock, a pipeline or a job.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Figures">Its figures.</param>
/// <param name="Claims">How many claims there were in each of equal parts of the period.</param>
public sealed record StatsGroup(string Name, Figures Figures, IReadOnlyList<int> Claims);
