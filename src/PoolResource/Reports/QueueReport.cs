using PoolResource.Queue;

namespace PoolResource.Reports;

/// <summary>Who waits for the locks of a branch's pools.</summary>
/// <param name="Tip">The commit at which it was seen.</param>
/// <param name="Pools">The pools, in path order.</param>
public sealed record QueueReport(CommitId Tip, IReadOnlyList<PoolLine> Pools);

/// <summary>The line of a pool.</summary>
/// <param name="Name">The pool.</param>
/// <param name="Waiting">Those who wait, in the order in which they are served.</param>
public sealed record PoolLine(PoolName Name, IReadOnlyList<LineEntry> Waiting);

/// <summary>One who waits.</summary>
/// <param name="Place">One more than how many have to be served before.</param>
/// <param name="Ticket">The ticket.</param>
/// <param name="Owner">Whose it is; null where that is not known.</param>
/// <param name="Lock">The one lock that is waited for; null for any, and for one that is not in the pool.</param>
public sealed record LineEntry(int Place, Ticket Ticket, Waiter? Owner, LockName? Lock)
{
    // What anybody may have written is not to push the rest off the screen.
    private const int LongestName = 100;

    /// <summary>Who it is.</summary>
    public string Who => Owner?.Who is { } who ? Quoted.Cut(who, LongestName) : (Ticket.Build is { } build ? $"the build with BUILD_ID {build}" : "somebody");

    /// <summary>What is waited for.</summary>
    public string What => Lock?.Value ?? (Ticket.Want is null ? "any lock" : "a lock that is not here");

    /// <summary>The build's page, where it is known.</summary>
    public string? BuildUrl => Owner?.PageOf(Ticket.Build);

    /// <summary>Since when, by the clock of whoever waits.</summary>
    public DateTimeOffset Since => DateTimeOffset.FromUnixTimeMilliseconds(Ticket.Time);
}
