using PoolResource.Web.Pages.Use;

namespace PoolResource.Web.Pages;

/// <summary><c>/pools/POOL</c>: its locks, who waits for them, and how they were used.</summary>
internal static class PoolPage
{
    // What is asked of it besides what the form asks.
    private static readonly string[] Keep = ["sort", "last"];

    public static PageView? Of(PageContext context, string name)
    {
        if (!PoolName.TryParse(name, out var pool) || !context.Sees(pool) || context.Seen.Pool(pool) is not { } status)
        {
            return null;
        }

        var span = Span.Of(context.Asked("last"));
        return new PageView(Quoted.Shown(pool.Value),
        [
            Part.Of<PoolHead>("head", ("Context", context), ("Pool", status)),
            Part.Of<FilterForm>("filter", ("Context", context), ("Action", Links.Pool(pool)), ("Placeholder", "lock, holder or reason"), ("Keep", Keep)),
            Part.Of<PoolLocks>("locks", ("Context", context), ("Pool", status)),
            Part.Of<Line>("line", ("Context", context), ("Entries", context.Seen.LineOf(pool).Select(entry => (pool, entry)).ToList())),
            Part.Of<Charts>("figures", ("Context", context), ("Pool", pool), ("Span", span)),
            Part.Of<Timeline>("uses", ("Context", context), ("Pool", pool), ("Span", span)),
        ]);
    }
}
