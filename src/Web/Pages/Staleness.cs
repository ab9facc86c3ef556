using PoolResource.Reports;

namespace PoolResource.Web.Pages;

/// <summary>Which locks somebody should look after: leases that are over, and holds far longer than usual.</summary>
public static class Staleness
{
    // Of a pool whose holds are short, twice the usual time is nothing yet.
    private const double ManyTimes = 4;
    private static readonly TimeSpan Least = TimeSpan.FromHours(1);

    /// <summary>Why a lock stands out, as the end of a sentence; null where it does not.</summary>
    public static string? Of(LockStatus one, PoolStatus pool, DateTimeOffset now) =>
        one.Lock.State == LockState.Unclaimed ? null
        : one.Holder?.LeaseUntil is { } until && until < now ? "its lease is over"
        : one is { Since: { } since, Holder.LeaseUntil: null } && pool.UsualHold is { } usual && now - since is var held && held > Least && held / ManyTimes > usual ? $"usually held {Duration.Age(usual)}"
        : null;
}
