using System.Text;
using PoolResource.History;
using Prometheus;

namespace PoolResource.Reports;

/// <summary>The state and the history of all pools, in Prometheus's text format.</summary>
public sealed class PoolMetrics
{
    private static readonly double[] HoldBuckets = [60, 300, 900, 1800, 3600, 7200, 14400, 28800, 86400, 259200, 604800];
    private static readonly double[] WaitBuckets = [0, 5, 15, 30, 60, 120, 300, 600, 1800, 3600, 14400];

    private readonly CollectorRegistry registry = Prometheus.Metrics.NewCustomRegistry();
    private readonly Dictionary<string, DateTimeOffset> heldSince = [];
    private readonly Gauge locks;
    private readonly Gauge oldest;
    private readonly Counter claims;
    private readonly Counter releases;
    private readonly Histogram holds;
    private readonly Histogram waits;

    private PoolMetrics()
    {
        var make = Prometheus.Metrics.WithCustomRegistry(registry);
        locks = make.CreateGauge("pool_resource_locks", "How many locks stand in a pool, by state.", "pool", "state");
        oldest = make.CreateGauge("pool_resource_oldest_claim_age_seconds", "For how long the lock of a pool is held that is held longest; 0 when none is.", "pool");
        claims = make.CreateCounter("pool_resource_claims_total", "How often a lock of a pool was taken, as the branch's history tells.", "pool");
        releases = make.CreateCounter("pool_resource_releases_total", "How often a claim of a lock of a pool ended, by its holder or by others, as the branch's history tells.", "pool");
        holds = make.CreateHistogram("pool_resource_hold_seconds", "How long locks were held by claims that have ended.", ["pool"], new HistogramConfiguration { Buckets = HoldBuckets });
        waits = make.CreateHistogram("pool_resource_wait_seconds", "How long claims had waited for their lock; only claims with an id tell, from the first on that says it waited.", ["pool"], new HistogramConfiguration { Buckets = WaitBuckets });
    }

    /// <summary>Takes them.</summary>
    /// <param name="status">How the pools are.</param>
    /// <param name="history">The same branch's history.</param>
    /// <param name="now">The time, up to which claims are as old as they are.</param>
    /// <param name="isMeant">Whether a pool is told of; each is when nothing is said.</param>
    public static PoolMetrics Of(BranchStatus status, LockHistory history, DateTimeOffset now, Func<PoolName, bool>? isMeant = null)
    {
        var metrics = new PoolMetrics();
        foreach (var pool in status.Pools.Where(pool => isMeant?.Invoke(pool.Name) ?? true))
        {
            metrics.AddPool(pool, history);
        }

        metrics.GrowTo(now);
        foreach (var one in history.Locks.Where(one => isMeant?.Invoke(one.Pool) ?? true).OrderBy(one => $"{one}", StringComparer.Ordinal))
        {
            metrics.AddHistory(history, one);
        }

        return metrics;
    }

    /// <summary>Has claims be as old as they are by a time; all else is as it was.</summary>
    public void GrowTo(DateTimeOffset now)
    {
        foreach (var (pool, since) in heldSince)
        {
            oldest.WithLabels(pool).Set(now > since ? (now - since).TotalSeconds : 0);
        }
    }

    /// <summary>Writes them as text.</summary>
    public async Task<string> WriteAsync(CancellationToken stop)
    {
        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text, stop);
        return Encoding.UTF8.GetString(text.ToArray());
    }

    private void AddPool(PoolStatus status, LockHistory history)
    {
        var pool = status.Name.Value;
        foreach (var state in LockState.All)
        {
            locks.WithLabels(pool, state.Directory).Set(status.Locks.Count(one => one.Lock.State == state));
        }

        oldest.WithLabels(pool).Set(0);
        if (status.Locks.Where(one => one.Lock.State == LockState.Claimed).Min(one => history.Held(PooledLock.At(one.Lock))?.ClaimedAt) is { } first)
        {
            heldSince.Add(pool, first);
        }

        _ = (claims.WithLabels(pool), releases.WithLabels(pool), holds.WithLabels(pool), waits.WithLabels(pool));
    }

    private void AddHistory(LockHistory history, PooledLock one)
    {
        var pool = one.Pool.Value;
        foreach (var claim in history.EventsOf(one).Where(history.Tells))
        {
            waits.WithLabels(pool).Observe(claim.Waited?.TotalSeconds ?? 0);
        }

        var tenures = history.TenuresOf(one);
        claims.WithLabels(pool).Inc(tenures.Count(tenure => !tenure.CameAlong));
        foreach (var (tenure, end) in tenures.Where(tenure => tenure.End is { GoesOn: false }).Select(tenure => (tenure, tenure.End!)))
        {
            holds.WithLabels(pool).Observe(tenure.Length(end.When).TotalSeconds);
            releases.WithLabels(pool).Inc();
        }
    }
}
