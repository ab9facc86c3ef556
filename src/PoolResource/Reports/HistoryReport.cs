using PoolResource.History;

namespace PoolResource.Reports;

/// <summary>What happened in a branch, or to one lock.</summary>
/// <param name="Tip">The commit up to which it tells.</param>
/// <param name="Events">What happened, oldest first.</param>
public sealed record HistoryReport(CommitId Tip, IReadOnlyList<LockEvent> Events)
{
    /// <summary>Where the branch was rewritten since it was read first: the last commit of what it had been.</summary>
    public CommitId? Rewritten { get; init; }

    /// <summary>The lock that is asked about; null for all.</summary>
    public PooledLock? Lock { get; init; }

    /// <summary>When that lock was held, oldest first.</summary>
    public IReadOnlyList<Tenure> Tenures { get; init; } = [];

    /// <summary>Reads it.</summary>
    /// <param name="history">The branch, up to its tip.</param>
    /// <param name="one">The lock that is asked about; null for all.</param>
    /// <param name="from">What ended before is left out.</param>
    /// <param name="limit">How much is told, the newest of it; zero for all.</param>
    /// <exception cref="PoolException">There is no such lock, and never was.</exception>
    public static HistoryReport Of(LockHistory history, PooledLock? one, DateTimeOffset from, int limit)
    {
        if (one is not null && history.EventsOf(one).Count == 0)
        {
            throw new PoolException($"LOCK: the branch has no lock {one}, and never had one");
        }

        return new HistoryReport(history.Tip!, Newest((one is null ? history.Events : history.EventsOf(one)).Where(what => what.When >= from), limit))
        {
            Rewritten = history.Rewritten,
            Lock = one,
            Tenures = one is null ? [] : Newest(history.TenuresOf(one).Where(tenure => tenure.End is not { } end || end.When >= from), limit),
        };
    }

    private static T[] Newest<T>(IEnumerable<T> all, int limit) => [.. limit == 0 ? all : all.TakeLast(limit)];
}
