using System.Globalization;
using PoolResource.History;
using PoolResource.Reports;

namespace PoolResource.Web.Api;

/// <summary>Answers how the locks were used.</summary>
internal static class StatAnswers
{
    private static readonly TimeSpan Usual = TimeSpan.FromDays(30);

    private static readonly Dictionary<string, Grouping> Groupings = new(StringComparer.Ordinal)
    {
        ["pool"] = Grouping.Pool,
        ["lock"] = Grouping.Lock,
        ["pipeline"] = Grouping.Pipeline,
        ["job"] = Grouping.Job,
    };

    public static object Of(Question asked)
    {
        var by = asked.Asked("by") ?? "pool";
        if (!Groupings.TryGetValue(by, out var grouping))
        {
            throw new PoolException($"by: {Quoted.Text(by)} is none of them; write pool, lock, pipeline or job");
        }

        var report = StatsReport.Of(asked.Seen.History, new Period(From(asked), asked.Now), grouping, asked.Sees);
        return new StatsAnswer(
            asked.Ref, asked.AsOf, asked.Outage, report.Period.From.ToUniversalTime(), report.Period.Until.ToUniversalTime(), by,
            FiguresDocument.Of(report.Total), [.. report.Groups.Select(group => new GroupDocument(group.Name, FiguresDocument.Of(group.Figures)))]);
    }

    private static DateTimeOffset From(Question asked)
    {
        if (asked.Asked("since") is not { } since)
        {
            return asked.Now - Usual;
        }

        if (since.Contains('T', StringComparison.OrdinalIgnoreCase) && DateTimeOffset.TryParse(since, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time))
        {
            return time <= asked.Now ? time : throw new PoolException($"since: {Quoted.Text(since)} is yet to come; write a time that was");
        }

        return TimeBack.Before(asked.Now, TimeBack.Parse(since, "since"));
    }
}
