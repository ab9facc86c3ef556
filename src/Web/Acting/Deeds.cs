using PoolResource.History;
using PoolResource.Web.Access;

namespace PoolResource.Web.Acting;

/// <summary>What a commit did to a lock, in words.</summary>
internal static class Deeds
{
    /// <summary>The beginning of a sentence. A pool is not named that the viewer may not see.</summary>
    public static string Of(LockEvent what, Viewer viewer)
    {
        var (name, pool, to) = ((what.From ?? what.To)!.Name, (what.From ?? what.To)!.Pool, what.To?.Pool);
        return what.Kind switch
        {
            LockEventKind.Added => $"{name} was added",
            LockEventKind.Claimed => $"{name} was claimed",
            LockEventKind.Released => $"{name} was released, and is free",
            LockEventKind.Recycled => $"{name} was recycled: it waits to be cleaned",
            LockEventKind.Restored => $"{name} was restored, and is free",
            LockEventKind.Moved when to is not null && viewer.May(Right.Look, to) && viewer.May(Right.Look, pool) => $"{name} was moved from {pool} to {to}",
            LockEventKind.Moved => $"{name} was moved",
            LockEventKind.Updated => $"the content of {name} was changed",
            LockEventKind.Removed => $"{name} was removed",
            _ => $"{name} stays held",
        };
    }
}
