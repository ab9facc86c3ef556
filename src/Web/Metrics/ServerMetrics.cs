using System.Text;
using PoolResource.Web.Branch;
using PoolResource.Web.Live;
using Prometheus;

namespace PoolResource.Web.Metrics;

/// <summary>What the server tells of itself, in Prometheus's text format.</summary>
public sealed class ServerMetrics
{
    private readonly CollectorRegistry registry = Prometheus.Metrics.NewCustomRegistry();

    /// <param name="watcher">The branch.</param>
    /// <param name="hub">The open streams.</param>
    /// <param name="requests">The requests.</param>
    /// <param name="time">The clock.</param>
    public ServerMetrics(BranchWatcher watcher, LiveHub hub, RequestCounter requests, TimeProvider time)
    {
        var make = Prometheus.Metrics.WithCustomRegistry(registry);
        var answers = make.CreateCounter("pool_web_requests_total", "How many requests were answered, by the class of the status.", "status");
        var streams = make.CreateGauge("pool_web_open_streams", "How many pages are open that follow what changes.");
        var looks = make.CreateCounter("pool_web_looks_total", "How often the git host was asked what the branch points to.");
        var failures = make.CreateCounter("pool_web_failed_looks_total", "How often the git host did not say what the branch points to.");
        var age = make.CreateGauge("pool_web_last_good_look_age_seconds", "How long ago the git host last said what the branch points to; NaN while it never has.");
        DotNetStats.Register(registry);
        registry.AddBeforeCollectCallback(() =>
        {
            foreach (var (status, count) in requests.Counts)
            {
                answers.WithLabels(status).IncTo(count);
            }

            streams.Set(hub.Streams);
            looks.IncTo(watcher.Looks);
            failures.IncTo(watcher.FailedLooks);
            age.Set(watcher.News.LookedAt is { } last ? Math.Max(0, (time.GetUtcNow() - last).TotalSeconds) : double.NaN);
        });
    }

    /// <summary>Writes them as text.</summary>
    public async Task<string> WriteAsync(CancellationToken stop)
    {
        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text, stop);
        return Encoding.UTF8.GetString(text.ToArray());
    }
}
