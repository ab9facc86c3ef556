using System.Text.Json.Serialization;
using PoolResource.History;

namespace PoolResource.Reports;

/// <summary>What <c>pool stats --json</c> answers.</summary>
public sealed record StatsDocument(
    string Uri, string Branch, string Ref, DateTimeOffset From, DateTimeOffset Until, string By, FiguresDocument Total, IReadOnlyList<GroupDocument> Groups)
{
    public static StatsDocument Of(StatsReport report, Source source) => new(
        source.Uri.WithoutQuery,
        source.Branch.Value,
        report.Tip.Value,
        report.Period.From.ToUniversalTime(),
        report.Period.Until.ToUniversalTime(),
        report.By switch { Grouping.Lock => "lock", Grouping.Pipeline => "pipeline", Grouping.Job => "job", _ => "pool" },
        FiguresDocument.Of(report.Total),
        [.. report.Groups.Select(group => new GroupDocument(group.Name, FiguresDocument.Of(group.Figures)))]);
}

/// <summary>A pool, a lock, a pipeline or a job.</summary>
public sealed record GroupDocument(string Name, FiguresDocument Figures);

/// <summary>Figures; times are in whole seconds, shares from 0 to 1.</summary>
public sealed record FiguresDocument(
    long HeldSeconds, long PresentSeconds, double Utilisation, int Claims, int ClaimsThatTell, double Contention, TimesDocument Waits, TimesDocument Holds, int EndedByOthers)
{
    private const int Digits = 4;

    public static FiguresDocument Of(Figures figures) => new(
        (long)figures.Held.TotalSeconds,
        (long)figures.Present.TotalSeconds,
        Math.Round(figures.Utilisation, Digits),
        figures.Claims,
        figures.ClaimsThatTell,
        Math.Round(figures.Contention, Digits),
        TimesDocument.Of(figures.Waits),
        TimesDocument.Of(figures.Holds),
        figures.EndedByOthers);
}

/// <summary>How long many things took.</summary>
public sealed record TimesDocument(int Count, long P50Seconds, long P90Seconds, long P95Seconds, long LongestSeconds)
{
    public static TimesDocument Of(Distribution times) => new(
        times.Count, (long)times.P50.TotalSeconds, (long)times.P90.TotalSeconds, (long)times.P95.TotalSeconds, (long)times.Longest.TotalSeconds);
}

/// <summary>How it is written, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StatsDocument))]
public sealed partial class StatsJson : JsonSerializerContext;
