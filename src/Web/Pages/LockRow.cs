using PoolResource.History;
using PoolResource.Reports;
using PoolResource.Web.Access;

namespace PoolResource.Web.Pages;

/// <summary>A lock as a row of a table.</summary>
/// <param name="One">The lock.</param>
/// <param name="State">How it is, in a word or two.</param>
/// <param name="Overdue">Why somebody should look after it; null where it is as it should be.</param>
/// <param name="Job">The job whose build holds it.</param>
public sealed record LockRow(LockStatus One, string State, string? Overdue, BuildJob? Job)
{
    /// <summary>The word by which what is overdue is found.</summary>
    public const string OverdueWord = "overdue";

    /// <summary>The keys by which they can be sorted.</summary>
    private static readonly Dictionary<string, Func<LockRow, string>> Keys = new(StringComparer.Ordinal)
    {
        ["lock"] = row => row.One.Lock.Name.Value,
        ["state"] = row => $"{row.Urgency}",
        ["holder"] = row => row.One.Holder?.Shown ?? "\uffff",
        ["since"] = row => row.One.Since is { } since ? $"{since.ToUnixTimeSeconds():D12}" : "",
    };

    /// <summary>What is overdue comes first, then what is held, what is cleaned, and what is free.</summary>
    public int Urgency => Overdue is not null ? 0 : State switch { "held" => 1, "being cleaned" => 2, "to be cleaned" => 3, _ => 4 };

    /// <summary>The class by which it is shown.</summary>
    public string Class => Overdue is not null ? "overdue" : State switch { "held" => "held", "free" => "free", _ => "cleaned" };

    /// <summary>A pool's locks, with those of its lifecycle pool, as the query asks for them.</summary>
    public static IReadOnlyList<LockRow> Of(PageContext context, PoolStatus pool)
    {
        var words = context.Asked("q").Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var rows = All(context, pool).Where(row => words.All(word => row.Says(word, pool.Name)));
        var sort = context.Sort;
        return Keys.TryGetValue(sort.TrimStart('-'), out var key)
            ? [.. sort.StartsWith('-') ? rows.OrderByDescending(key, StringComparer.OrdinalIgnoreCase) : rows.OrderBy(key, StringComparer.OrdinalIgnoreCase)]
            : [.. rows];
    }

    /// <summary>All of a pool's locks, with those of its lifecycle pool.</summary>
    public static IEnumerable<LockRow> All(PageContext context, PoolStatus pool)
    {
        var cleaning = pool.Name.OfLifecycle is { } cleaned && context.Seen.Pool(cleaned) is not null;
        var rows = pool.Locks.Select(one => Of(context, one, pool, cleaning));
        return pool.InLifecycle is not null && context.Viewer.May(Right.Look, pool.Name.Lifecycle) && context.Seen.Pool(pool.Name.Lifecycle) is { } lifecycle
            ? rows.Concat(lifecycle.Locks.Select(one => Of(context, one, lifecycle, true)))
            : rows;
    }

    private static LockRow Of(PageContext context, LockStatus one, PoolStatus pool, bool cleaning)
    {
        var held = one.Lock.State == LockState.Claimed;
        return new LockRow(
            one,
            cleaning ? (held ? "being cleaned" : "to be cleaned") : held ? "held" : "free",
            Staleness.Of(one, pool, context.Now),
            held ? context.Seen.History.Held(PooledLock.At(one.Lock))?.Job : null);
    }

    private bool Says(string word, PoolName pool) =>
        new[] { pool.Value, One.Lock.Name.Value, State, One.Holder?.Shown, One.Reason, Overdue, Overdue is null ? null : OverdueWord }
            .Any(text => text?.Contains(word, StringComparison.OrdinalIgnoreCase) == true);
}
