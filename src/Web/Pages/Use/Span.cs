using PoolResource.History;

namespace PoolResource.Web.Pages.Use;

/// <summary>How far back a page looks.</summary>
/// <param name="Key">What <c>last</c> is in the query.</param>
/// <param name="Words">The same for people.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Step">Its end is a multiple of this, so that a picture does not change with every minute.</param>
/// <param name="Parts">Of how many columns its chart is.</param>
/// <param name="Mark">How far apart the marks of its axis are.</param>
/// <param name="Format">How a mark is written.</param>
public sealed record Span(string Key, string Words, TimeSpan Length, TimeSpan Step, int Parts, TimeSpan Mark, string Format)
{
    public static IReadOnlyList<Span> All { get; } =
    [
        new("24h", "24 hours", TimeSpan.FromHours(24), TimeSpan.FromMinutes(5), 24, TimeSpan.FromHours(4), "HH:mm"),
        new("7d", "7 days", TimeSpan.FromDays(7), TimeSpan.FromMinutes(30), 28, TimeSpan.FromDays(1), "ddd d"),
        new("30d", "30 days", TimeSpan.FromDays(30), TimeSpan.FromHours(2), 30, TimeSpan.FromDays(5), "MMM d"),
    ];

    /// <summary>The one that is asked for, or else the shortest.</summary>
    public static Span Of(string key) => All.FirstOrDefault(span => span.Key == key) ?? All[0];

    /// <summary>It ends at the next step after now, so that what goes on reaches its end.</summary>
    public Period At(DateTimeOffset now)
    {
        var end = new DateTimeOffset(((now.UtcTicks / Step.Ticks) + 1) * Step.Ticks, TimeSpan.Zero);
        return new Period(end - Length, end);
    }

    /// <summary>The marks of its axis.</summary>
    public IEnumerable<DateTimeOffset> Marks(Period period)
    {
        for (var mark = new DateTimeOffset(((period.From.UtcTicks / Mark.Ticks) + 1) * Mark.Ticks, TimeSpan.Zero); mark < period.Until; mark += Mark)
        {
            yield return mark;
        }
    }
}
