using System.Globalization;
using PoolResource.Cli.Display;
using PoolResource.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PoolResource.Cli.Queues;

/// <summary>Who waits, for people: each pool, and a line for each who waits for its locks.</summary>
internal static class QueueView
{
    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(Color.Grey);

    /// <summary>What is shown.</summary>
    /// <param name="report">Who waits.</param>
    /// <param name="now">The time, which says for how long.</param>
    /// <param name="width">The terminal's width; null for no end.</param>
    public static IRenderable Of(QueueReport report, DateTimeOffset now, int? width) =>
        report.Pools.Count == 0
            ? new Text("the branch has no pool yet")
            : new Rows(report.Pools.SelectMany((pool, n) => (IEnumerable<IRenderable>)[.. n == 0 ? (IRenderable[])[] : [Text.Empty], Heading(pool), .. Entries(pool, now).In(width)]));

    private static Paragraph Heading(PoolLine pool) => new Paragraph(SafeText.Of(pool.Name.Value).Value, Strong)
        .Append(pool.Waiting.Count == 0 ? "  nobody waits" : $"  {pool.Waiting.Count.ToString(CultureInfo.InvariantCulture)} waiting", Faint);

    private static AlignedLines Entries(PoolLine pool, DateTimeOffset now)
    {
        var columns = new AlignedLines(indent: 2);
        foreach (var entry in pool.Waiting)
        {
            columns.Add(
                Cell.Of(string.Join(" · ", new[] { $"{entry.Ticket.Id}", entry.BuildUrl }.OfType<string>()), Faint),
                Cell.Of($"{entry.Place}."),
                Cell.Of(entry.Who),
                Cell.Of($"since {Moments.Of(entry.Since)}{(now >= entry.Since ? $", {Duration.Age(now - entry.Since)}" : "")}", Faint),
                Cell.Of(entry.What),
                Cell.Of(entry.Ticket.Priority == 0 ? null : $"priority {entry.Ticket.Priority}"));
        }

        return columns;
    }
}
