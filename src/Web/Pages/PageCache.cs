using PoolResource.Web.Access;
using PoolResource.Web.Branch;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Pages;

/// <summary>A page as it is asked for.</summary>
/// <param name="Path">Its path and query, as they were sent.</param>
/// <param name="Viewer">Who asks; only their class matters.</param>
public sealed record PageKey(string Path, Viewer Viewer)
{
    /// <summary>A page without what it does not ask for.</summary>
    /// <param name="raw">Its path and query, as they were sent.</param>
    /// <param name="viewer">Who asks.</param>
    public static PageKey Of(string raw, Viewer viewer) => raw.Split('#', 2)[0].Split('?', 2) is [var path, var query]
        && query.Split('&').Where(one => PageContext.Keys.Contains(Uri.UnescapeDataString(one.Split('=', 2)[0]))).ToList() is { Count: > 0 } asked
            ? new PageKey($"{path}?{string.Join('&', asked)}", viewer)
            : new PageKey(raw.Split('?', '#')[0], viewer);

    public bool Equals(PageKey? other) => other is not null && Path == other.Path && Viewer.Class == other.Viewer.Class;

    public override int GetHashCode() => HashCode.Combine(Path, Viewer.Class);
}

/// <summary>A page at a time.</summary>
/// <param name="Version">What the event stream calls what is known of the branch.</param>
/// <param name="Page">The page; null where there is none.</param>
public sealed record PageAt(string Version, RenderedPage? Page);

/// <summary>Shows a page once for all who ask for it, while nothing changes: the branch, or the minute.</summary>
/// <param name="watcher">The branch.</param>
/// <param name="renderer">Makes HTML.</param>
/// <param name="options">The configuration.</param>
/// <param name="time">The clock.</param>
public sealed class PageCache(BranchWatcher watcher, Renderer renderer, WebOptions options, TimeProvider time)
{
    // Two servers, or one that was started anew, count their own versions.
    private readonly string start = Guid.NewGuid().ToString("N")[..8];
    private readonly KeptAnswers<Task<RenderedPage?>> kept = new();
    private long rendered;

    /// <summary>How many pages were rendered so far.</summary>
    public long Rendered => Interlocked.Read(ref rendered);

    /// <summary>What is known of the branch, as the event stream calls it.</summary>
    public string VersionOf(BranchNews news) => $"{start}-{news.Version}";

    /// <summary>Shows a page as it is now.</summary>
    public async Task<PageAt> ShowAsync(PageKey key)
    {
        var (news, now) = (watcher.News, time.GetUtcNow());
        return new PageAt(VersionOf(news), await kept.Get(news.Version, now, key, async weigh =>
        {
            var page = await RenderAsync(key, news, now);
            weigh(page?.Length ?? 0);
            return page;
        }));
    }

    /// <summary>What stands above each page for those who may see any.</summary>
    public Part Banner() => BannerOf(watcher.News);

    private async Task<RenderedPage?> RenderAsync(PageKey key, BranchNews news, DateTimeOffset now)
    {
        Interlocked.Increment(ref rendered);
        if (news.Seen is not { } seen)
        {
            return await renderer.PageAsync(new PageView("Pools", [BannerOf(news), Part.Of<NotYet>("not-yet")]));
        }

        var page = Site.Find(Links.Segments(key.Path), new PageContext(seen, key.Viewer, now, Links.Query(key.Path), options));
        return page is null ? null : await renderer.PageAsync(page with { Parts = [BannerOf(news), .. page.Parts] });
    }

    private static Part BannerOf(BranchNews news) => Part.Of<Banner>("banner", ("Outage", news.Outage), ("IsKnown", news.Seen is not null));
}
