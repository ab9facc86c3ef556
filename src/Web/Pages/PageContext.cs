using PoolResource.History;
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
    /// <summary>What a page may be asked for behind the question mark.</summary>
    public static readonly IReadOnlySet<string> Keys = new HashSet<string>(["before", "by", "done", "last", "lock", "pool", "q", "sort"], StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<PoolName, bool> sights = [];

    /// <summary>The pools that may be seen.</summary>
    public IEnumerable<PoolStatus> Pools => Seen.Pools.Where(pool => Viewer.May(Right.Look, pool.Name));

    /// <summary>The pools that may be seen and are no lifecycle pools of others of them.</summary>
    public IReadOnlyList<PoolStatus> OwnPools
    {
        get
        {
            var names = Pools.Select(pool => pool.Name).ToHashSet();
            return [.. Pools.Where(pool => pool.Name.OfLifecycle is not { } cleaned || !names.Contains(cleaned))];
        }
    }

    /// <summary>How rows are to be sorted: a key, with a dash before it for the other way round. The last one counts: a button's behind the form's own.</summary>
    public string Sort => Query.TryGetValue("sort", out var values) && values is [.., { } value] ? value : "";

    /// <summary>The value of a key in the query; empty where it is not there.</summary>
    public string Asked(string key) => Query.TryGetValue(key, out var values) && values is [{ } value, ..] ? value : "";

    /// <summary>Whether a pool may be seen, now or as it was.</summary>
    public bool Sees(PoolName pool)
    {
        // A hundred thousand events may ask.
        if (!sights.TryGetValue(pool, out var sees))
        {
            sights.Add(pool, sees = Viewer.May(Right.Look, pool));
        }

        return sees;
    }

    /// <summary>Whether an event may be told: where one of its pools may be seen, without the name of the other.</summary>
    public bool Sees(LockEvent what) => (what.To is { } to && Sees(to.Pool)) || (what.From is { } from && Sees(from.Pool));
}
