using PoolResource.History;
using PoolResource.Reports;

namespace PoolResource.Web.Api;

/// <summary>Answers what the builds of a pipeline hold, held and wait for.</summary>
internal static class BuildAnswers
{
    public static object Of(Question asked)
    {
        var (team, pipeline, job, build) = (asked.Required("team", "main"), asked.Required("pipeline", "deploy"), asked.Asked("job"), asked.Asked("build"));
        var (history, limit) = (asked.Seen.History, asked.Limit);
        var all = (from one in history.Locks
                   where asked.Sees(one.Pool)
                   from tenure in history.TenuresOf(one)
                   where tenure.Job is { } of && of.Team == team && of.Pipeline == pipeline && (job is null || of.Job == job) && (build is null || IsOf(tenure, build))
                   orderby tenure.ClaimedAt, one.Pool.Value, one.Name.Value
                   select (Lock: one, Tenure: tenure)).ToList();
        return new BuildsAnswer(
            asked.Ref, asked.AsOf, asked.Outage, team, pipeline, job, build,
            [.. all.Where(one => one.Tenure.End is null).Select(Document)],
            [.. all.Where(one => one.Tenure.End is not null).TakeLast(limit).Select(Document)],
            [
                .. from line in asked.Seen.Lines
                   where asked.Sees(line.Name)
                   from entry in line.Waiting
                   where entry.Owner is { } owner && owner.Team == team && owner.Pipeline == pipeline && (job is null || owner.Job == job)
                   select new WaitDocument(line.Name.Value, WaitingDocument.Of(entry)),
            ]);

        HoldDocument Document((PooledLock Lock, Tenure Tenure) one) => new(one.Lock.Pool.Value, one.Lock.Name.Value, TenureDocument.Of(one.Tenure, asked.Now));
    }

    // A claim tells its build's number in its title, or by its build's page.
    private static bool IsOf(Tenure tenure, string build) =>
        tenure.Holder.Who.EndsWith($" build {build}", StringComparison.Ordinal)
        || (tenure.Holder.BuildUrl is { } page && page.Split('?')[0].EndsWith($"/builds/{build}", StringComparison.Ordinal));
}
