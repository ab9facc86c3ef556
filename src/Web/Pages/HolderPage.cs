using PoolResource.History;

namespace PoolResource.Web.Pages;

/// <summary><c>/holders/TEAM/PIPELINE</c>: what its builds hold, wait for, and held.</summary>
internal static class HolderPage
{
    private const int Most = 100;

    public static PageView? Of(PageContext context, string team, string pipeline)
    {
        var history = context.Seen.History;
        var tenures = history.Locks.Where(one => context.Sees(one.Pool)).SelectMany(history.TenuresOf)
            .Where(tenure => tenure.Job is { } job && job.Team == team && job.Pipeline == pipeline).OrderByDescending(tenure => tenure.From).ToList();
        var waiting = context.Pools.SelectMany(pool => context.Seen.LineOf(pool.Name)
            .Where(entry => entry.Owner is { Person: null, Who: { } who } && who.StartsWith($"{team}/{pipeline}/", StringComparison.Ordinal))
            .Select(entry => (pool.Name, entry))).ToList();
        if (tenures.Count + waiting.Count == 0)
        {
            return null;
        }

        var name = Quoted.Shown($"{team}/{pipeline}");
        var over = tenures.Where(tenure => tenure.End is not null).ToList();
        return new PageView(name,
        [
            Part.Of<HolderHolds>("holds", ("Context", context), ("Name", name), ("Tenures", tenures.Where(tenure => tenure.End is null).ToList())),
            Part.Of<Line>("line", ("Context", context), ("Entries", waiting), ("Pools", true)),
            Part.Of<HolderHeld>("held", ("Context", context), ("Tenures", over.Take(Most).ToList()), ("Lengths", Distribution.Of(over.Select(tenure => tenure.Length(tenure.End!.When))))),
        ]);
    }
}
