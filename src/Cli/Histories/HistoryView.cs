using PoolResource.Cli.Display;
using PoolResource.History;
using PoolResource.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PoolResource.Cli.Histories;

/// <summary>What happened, for people: a line for each event, or for each hold of one lock.</summary>
internal static class HistoryView
{
    private const int BarCells = 12;

    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(Color.Grey);

    public static IRenderable Of(HistoryReport report, DateTimeOffset now, int? width)
    {
        var lines = report.Lock is { } one ? Tenures(report.Tenures, now) : Events(report.Events);
        return new Rows(
        [
            .. report.Rewritten is { } gone ? (IRenderable[])[new Text($"the branch was rewritten after {gone}; what is not in it any more is not told", Faint)] : [],
            .. report.Lock is null ? (IRenderable[])[] : [Heading(report, now)],
            .. lines.In(width),
            .. report.Events.Count == 0 ? (IRenderable[])[new Text("nothing has happened in that time")] : [],
        ]);
    }

    private static AlignedLines Events(IReadOnlyList<LockEvent> events)
    {
        var lines = new AlignedLines(indent: 0);
        foreach (var what in events)
        {
            var from = (what.From ?? what.To)!;
            lines.Add(
                Cell.Of(what.By.BuildUrl, Faint),
                Cell.Of(Moments.Of(what.When), Faint),
                Cell.Of($"{PooledLock.At(from)}", Strong),
                Cell.Of(EventDocument.NameOf(what.Kind) + (what.To is { } to && to.Pool != from.Pool ? $" to {to.Pool}" : ""), StyleOf(what.Kind)),
                Cell.Of(Who(what.By.Shown, what.Reason)),
                Cell.Of(string.Join(" · ", new[] { what.Waited is { } wait ? $"waited {Duration.Age(wait)}" : null, what.By.LeaseUntil is { } until ? $"leased until {Moments.Of(until)}" : null }.OfType<string>()), Faint));
        }

        return lines;
    }

    private static Paragraph Heading(HistoryReport report, DateTimeOffset now)
    {
        var holds = Distribution.Of(report.Tenures.Where(tenure => tenure.End is not null).Select(tenure => tenure.Length(now)));
        var line = new Paragraph(SafeText.Of($"{report.Lock}").Value, Strong);
        return line.Append(holds.Count == 0 ? "  no hold has ended" : $"  {holds.Count} holds ended · half within {Duration.Age(holds.P50)} · longest {Duration.Age(holds.Longest)}", Faint);
    }

    private static AlignedLines Tenures(IReadOnlyList<Tenure> tenures, DateTimeOffset now)
    {
        var lines = new AlignedLines(indent: 2);
        var longest = tenures.Select(tenure => tenure.Length(now)).DefaultIfEmpty().Max();
        foreach (var tenure in tenures)
        {
            var length = tenure.Length(now);
            lines.Add(
                Cell.Of(tenure.Holder.BuildUrl, Faint),
                Cell.Of(Moments.Of(tenure.ClaimedAt), Faint),
                new Cell(SafeText.Of(longest > TimeSpan.Zero ? Bars.Share(length / longest, BarCells) : ""), new Style(tenure.End is null ? Color.Yellow : Color.Green)),
                Cell.Of(Duration.Age(length)),
                Cell.Of(Who(tenure.Holder.Shown, tenure.Reason)),
                Cell.Of(Ended(tenure.End), tenure.End is { IsByAnother: true } ? new Style(Color.Yellow) : Faint));
        }

        return lines;
    }

    private static string Ended(TenureEnd? end) =>
        end is null ? "held" : EventDocument.NameOf(end.How) + (end.IsByAnother ? $" by {end.By.Shown}" : "");

    private static string Who(string who, string? reason) => reason is null ? who : $"{who} ({reason})";

    private static Style? StyleOf(LockEventKind kind) => kind switch
    {
        LockEventKind.Claimed => new Style(Color.Yellow),
        LockEventKind.Released or LockEventKind.Restored => new Style(Color.Green),
        _ => (Style?)null,
    };
}
