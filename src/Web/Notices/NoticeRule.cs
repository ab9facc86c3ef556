using System.Text;

namespace PoolResource.Web.Notices;

/// <summary>When somebody is told.</summary>
public enum NoticeKind
{
    /// <summary>A lock is held longer than a time.</summary>
    HeldLongerThan,

    /// <summary>A pool has had no free lock for a time.</summary>
    NoFreeLockFor,

    /// <summary>Somebody waits longer than a time.</summary>
    WaitsLongerThan,

    /// <summary>A lock was taken from its holder by another.</summary>
    TakenAway,
}

/// <summary>A rule: when, and who is told what.</summary>
/// <param name="Place">Where it stands in the configuration: <c>notices[0]</c>; its address is never told.</param>
/// <param name="Kind">When.</param>
/// <param name="After">The time; zero where the kind has none.</param>
/// <param name="Pools">The pools that it is about. A pool's lifecycle pool goes with it.</param>
/// <param name="Address">Where it is posted.</param>
/// <param name="Body">What is posted.</param>
public sealed record NoticeRule(string Place, NoticeKind Kind, TimeSpan After, IReadOnlyList<PoolPattern> Pools, Uri Address, NoticeTemplate Body)
{
    /// <summary>Whether it is about a pool.</summary>
    public bool IsAbout(PoolName pool) => Pools.Any(pattern => pattern.Covers(pool));

    // Whoever knows the address may post there.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Place = {Place}, Kind = {Kind}, After = {After}");
        return true;
    }
}
