using PoolResource.History;

namespace PoolResource.Web.Pages;

/// <summary><c>/pools/POOL/locks/LOCK</c>: where it stands, who held it, and what happened to it.</summary>
internal static class LockPage
{
    // More is told by the page of what happened.
    private const int Most = 100;

    public static PageView? Of(PageContext context, string pool, string name)
    {
        if (!PoolName.TryParse(pool, out var home) || !LockName.TryParse(name, out var called) || !context.Sees(home))
        {
            return null;
        }

        var one = new PooledLock(home, called);
        var status = context.Seen.Pool(home)?.Locks.Where(standing => standing.Lock.Name == called).OrderByDescending(standing => standing.Lock.State == LockState.Claimed).FirstOrDefault();
        var events = context.Seen.History.EventsOf(one);
        if (status is null && events.Count == 0)
        {
            return null;
        }

        var tenures = context.Seen.History.TenuresOf(one);
        return new PageView($"{Quoted.Shown(called.Value)} · {Quoted.Shown(home.Value)}",
        [
            Part.Of<LockHead>("head", ("Context", context), ("Lock", one), ("Status", status), ("Last", events.Count > 0 ? events[^1] : null)),
            Part.Of<LockHolds>("tenures", ("Context", context), ("Tenures", Newest(tenures)), ("Count", tenures.Count)),
            Part.Of<LockEvents>("events", ("Context", context), ("Lock", one), ("Events", Newest(events)), ("Count", events.Count)),
        ]);
    }

    private static List<T> Newest<T>(IReadOnlyList<T> all) => [.. all.TakeLast(Most).Reverse()];
}
