using System.Globalization;
using PoolResource.Cli.Display;
using PoolResource.History;
using PoolResource.Reports;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace PoolResource.Cli.Statistics;

/// <summary>How the locks were used, for people: a line for each pool, lock, pipeline or job.</summary>
internal static class StatsView
{
    private const int BarCells = 10;

    private static readonly Style Strong = new(decoration: Decoration.Bold);
    private static readonly Style Faint = new(Color.Grey);

    public static IRenderable Of(StatsReport report, int? width)
    {
        var hasShares = report.By is Grouping.Pool or Grouping.Lock;
        var lines = new AlignedLines(indent: 0);
        lines.Add(Cell.Of("claims over time", Faint), [.. Headings(report.By, hasShares).Select(heading => Cell.Of(heading, Faint))]);
        foreach (var group in report.Groups)
        {
            lines.Add(new Cell(SafeText.Of(Bars.Sparkline(group.Claims)), new Style(Color.Blue)), [.. Cells(group, hasShares)]);
        }

        var total = report.Total;
        return new Rows(
        [
            .. report.Groups.Count == 0 ? [] : lines.In(width),
            .. report.Groups.Count == 0 ? (IRenderable[])[] : [Text.Empty],
            new Text($"{Moments.Of(report.Period.From)} to {Moments.Of(report.Period.Until)}: {Number(total.Claims)} claims, {Number(total.Holds.Count)} holds ended"
                + $"{(total.EndedByOthers > 0 ? $", {Number(total.EndedByOthers)} by others" : "")}; {(total.ClaimsThatTell == 0 ? "no claim tells whether it waited" : $"waits are those of {Number(total.ClaimsThatTell)} claims that tell")}", Faint),
        ]);
    }

    private static string[] Headings(Grouping by, bool hasShares) =>
        [$"{by}".ToUpperInvariant(), hasShares ? "held" : "", hasShares ? "" : "held for", "claims", "waited", "wait p50", "p95", "hold p50", "p95", "longest", "ended by others"];

    private static IEnumerable<Cell> Cells(StatsGroup group, bool hasShares)
    {
        var figures = group.Figures;
        yield return Cell.Of(group.Name, Strong);
        yield return hasShares ? new Cell(SafeText.Of($"{Bars.Share(figures.Utilisation, BarCells)} {Bars.Percent(figures.Utilisation)}"), StyleOf(figures.Utilisation)) : Cell.Of(null);
        yield return Cell.Of(hasShares ? null : Duration.Age(figures.Held));
        yield return Cell.Of(Number(figures.Claims));
        yield return Cell.Of(figures.ClaimsThatTell == 0 ? "–" : Bars.Percent(figures.Contention));
        yield return Cell.Of(Time(figures.Waits, figures.Waits.P50));
        yield return Cell.Of(Time(figures.Waits, figures.Waits.P95));
        yield return Cell.Of(Time(figures.Holds, figures.Holds.P50));
        yield return Cell.Of(Time(figures.Holds, figures.Holds.P95));
        yield return Cell.Of(Time(figures.Holds, figures.Holds.Longest));
        yield return Cell.Of(figures.EndedByOthers > 0 ? Number(figures.EndedByOthers) : "–");
    }

    private static string Time(Distribution of, TimeSpan time) => of.Count == 0 ? "–" : Duration.Age(time);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Style StyleOf(double share) => new(share switch { >= 0.9 => Color.Red, >= 0.6 => Color.Yellow, _ => Color.Green });
}
