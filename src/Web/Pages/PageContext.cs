using PoolResource.Reports;
using PoolResource.Web.Access;
using PoolResource.Web.Branch;
using PoolResource.Web.Configuration;

namespace PoolResource.Web.Pages;

/// <summary>What a page is made of.</summary>
/// <param name="Seen">The branch.</param>
/// <param name="Viewer">Who looks.</param>
/// <param name="Now">The time, by which ages are told.</param>
/// <param name="Query">What stands behind the question mark.</param>
/// <param name="Options">The configuration.</param>
public sealed record PageContext(Snapshot Seen, Viewer Viewer, DateTimeOffset Now, IQueryCollection Query, WebOptions Options)
{
    /// <summary>The pools that may be seen.</summary>
    public IEnumerable<PoolStatus> Pools => Seen.Pools.Where(pool => Viewer.May(Right.Look, pool.Name));

    /// <summary>The value of a key in the query; empty where it is not there.</summary>
    public string Asked(string key) => Query.TryGetValue(key, out var values) && values is [{ } value, ..] ? value : "";
}
