using PoolResource.History;
using PoolResource.Reports;

namespace PoolResource.Web.Api;

/// <summary>Answers of pools, their lines and their locks; null where there is no such thing, or none that may be seen.</summary>
internal static class PoolAnswers
{
    public static object OfAll(Question asked) =>
        new PoolsAnswer(asked.Ref, asked.AsOf, asked.Outage, [.. asked.Seen.Pools.Where(pool => asked.Sees(pool.Name)).Select(PoolDocument.Of)]);

    public static object? OfOne(Question asked) =>
        asked.Pool is { } pool ? new PoolAnswer(asked.Ref, asked.AsOf, asked.Outage, PoolDocument.Of(pool)) : null;

    public static object? OfLine(Question asked) =>
        asked.Pool is { } pool
            ? new QueueAnswer(asked.Ref, asked.AsOf, asked.Outage, pool.Name.Value, [.. asked.Seen.LineOf(pool.Name).Select(WaitingDocument.Of)])
            : null;

    public static object? OfLock(Question asked)
    {
        if (asked.PoolName is not { } pool || !LockName.TryParse(asked.Path.ElementAtOrDefault(3) ?? "", out var name))
        {
            return null;
        }

        var one = new PooledLock(pool, name);
        var (status, history) = (asked.Seen.Pool(pool)?.Locks.FirstOrDefault(lockThere => lockThere.Lock.Name == name), asked.Seen.History);
        return status is null && history.EventsOf(one).Count == 0
            ? null
            : new LockAnswer(
                asked.Ref, asked.AsOf, asked.Outage, pool.Value, name.Value, status is null ? null : LockDocument.Of(status),
                [.. history.TenuresOf(one).TakeLast(asked.Limit).Select(tenure => TenureDocument.Of(tenure, asked.Now))]);
    }
}
