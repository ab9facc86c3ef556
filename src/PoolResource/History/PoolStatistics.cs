namespace PoolResource.History;

/// <summary>How the locks of a branch were used in a period.</summary>
public sealed class PoolStatistics
{
    private readonly Period all;
    private readonly IReadOnlyList<LockUse> used;

    private PoolStatistics(Period period, IReadOnlyList<LockUse> uses)
    {
        (all, used) = (period, uses);
        Total = LockUse.Sum(uses, period);
        ByLock = By(uses, use => use.Lock, period);
        ByPool = By(uses, use => use.Lock.Pool, period);
        ByPipeline = By(uses.SelectMany(use => use.ByJob), use => use.Job?.PipelineName, period);
        ByJob = By(uses.SelectMany(use => use.ByJob), use => use.Job, period);
    }

    /// <summary>Of all locks together.</summary>
    public Figures Total { get; }

    /// <summary>Of each lock, in every pool in which it was within the period.</summary>
    public IReadOnlyDictionary<PooledLock, Figures> ByLock { get; }

    /// <summary>Of each pool.</summary>
    public IReadOnlyDictionary<PoolName, Figures> ByPool { get; }

    /// <summary>Of the builds of each pipeline, as <c>TEAM/PIPELINE</c>.</summary>
    public IReadOnlyDictionary<string, Figures> ByPipeline { get; }

    /// <summary>Of the builds of each job.</summary>
    public IReadOnlyDictionary<BuildJob, Figures> ByJob { get; }

    /// <summary>Reads a history.</summary>
    /// <param name="history">The history.</param>
    /// <param name="period">From when to when; what has not ended by then goes on.</param>
    /// <param name="isMeant">Whether the locks of a pool count; all when nothing is said.</param>
    public static PoolStatistics Over(LockHistory history, Period period, Func<PoolName, bool>? isMeant = null) =>
        new(period, [.. history.Locks.Where(one => isMeant?.Invoke(one.Pool) ?? true).Select(one => LockUse.Of(history, one, period)).Where(use => use.IsAny)]);

    /// <summary>Of all locks together in equal parts of the period, in order.</summary>
    /// <param name="count">How many parts.</param>
    public IReadOnlyList<(Period Part, Figures Figures)> Parts(int count)
    {
        var length = all.Length / count;
        return [.. Enumerable.Range(0, count).Select(n => new Period(all.From + (length * n), all.From + (length * (n + 1)))).Select(part => (part, LockUse.Sum(used, part)))];
    }

    private static Dictionary<TKey, Figures> By<TKey>(IEnumerable<LockUse> uses, Func<LockUse, TKey?> key, Period period)
        where TKey : class =>
        uses.Where(use => key(use) is not null).GroupBy(use => key(use)!).ToDictionary(group => group.Key, group => LockUse.Sum([.. group], period));
}
