using System.Collections.Concurrent;
using PoolResource.Reports;
using PoolResource.Web.Access;
using PoolResource.Web.Branch;

namespace PoolResource.Web.Metrics;

/// <summary><c>/metrics</c>: the families of <c>pool metrics</c>, of the pools that whoever asks may see, and the server's own.</summary>
/// <param name="watcher">The branch.</param>
/// <param name="server">The server's own.</param>
/// <param name="viewers">Who asks.</param>
/// <param name="time">The clock.</param>
public sealed class MetricsEndpoint(BranchWatcher watcher, ServerMetrics server, Viewers viewers, TimeProvider time)
{
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private Shelf shelf = new(-1);

    /// <summary>Answers a GET.</summary>
    public async Task AnswerAsync(HttpContext http)
    {
        var viewer = viewers.Of(http);
        http.Response.ContentType = ContentType;
        var text = await PoolsAsync(viewer, http.RequestAborted) + await server.WriteAsync(http.RequestAborted);
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await http.Response.WriteAsync(text, http.RequestAborted);
        }
    }

    // A long history is not counted anew for each scrape: but for the ages, nothing changes while the branch does not.
    private async Task<string> PoolsAsync(Viewer viewer, CancellationToken stop)
    {
        var news = watcher.News;
        if (news.Seen is not { } seen)
        {
            return "";
        }

        var current = Volatile.Read(ref shelf);
        if (current.Version != news.Version)
        {
            Volatile.Write(ref shelf, current = new Shelf(news.Version));
        }

        var metrics = current.Metrics.GetOrAdd(
            viewer.Class,
            _ => new Lazy<PoolMetrics>(() => PoolMetrics.Of(new BranchStatus(seen.Tip!, seen.Pools), seen.History, time.GetUtcNow(), pool => viewer.May(Right.Look, pool)))).Value;
        metrics.GrowTo(time.GetUtcNow());
        return await metrics.WriteAsync(stop);
    }

    private sealed record Shelf(long Version)
    {
        public ConcurrentDictionary<string, Lazy<PoolMetrics>> Metrics { get; } = [];
    }
}
