using PoolResource.FaultTests.Builds;

namespace PoolResource.FaultTests.History;

/// <summary>
/// What has to be so of every lock that a janitor took: its claim was stale by what the janitor was told, and every claim
/// that was so for long enough is gone.
/// </summary>
internal sealed class ReapRules(Story story, IReadOnlyCollection<StepRun> runs, Cluster cluster)
{
    /// <summary>Concourse tells ends in whole seconds.</summary>
    private static readonly TimeSpan Rounding = TimeSpan.FromSeconds(1);

    private readonly List<StepRun> reaps = [.. runs.Where(run => run.Put.Reap is not null)];

    public IEnumerable<Violation> Check() => FromUnderTheLiving().Concat(Leaks()).Concat(Lies());

    /// <summary>Whether a commit is a janitor's.</summary>
    public static bool IsReap(Commit commit, IEnumerable<StepRun> runs) => runs.Any(run => run.Put.Reap is not null && run.Build == commit.Build);

    private IEnumerable<Violation> FromUnderTheLiving() =>
        from tenancy in story.Tenancies
        where tenancy.Ended is { IsByHand: false }
        let end = tenancy.Ended
        where IsReap(end, reaps)

        // Who held a lock is not told by a history that an operator threw away: then it goes by age.
        where !story.Record.IsRewritten(tenancy.Taken.Number, end.Number)
        where !reaps.Any(run => run.Build == end.Build && Number(run.Before) < end.Number && run.Put.Pool == end.Pool && !run.Put.Reap!.IsRehearsal && IsStale(tenancy, run, end))
        select new Violation(Promise.TheLivingKeepTheirs, tenancy.Build, $"{tenancy} was reaped by {end} ({end.Reason}), and {cluster.EndOf(tenancy.Build)?.ToString() ?? "its build runs"}");

    // By what was so when the janitor's step was over, which was after it judged.
    private bool IsStale(Tenancy tenancy, StepRun run, Commit end)
    {
        var (plan, now) = (run.Put.Reap!, run.Time.Ended);
        var lease = tenancy.LeaseIn(end.Number - 1);
        var isOld = plan.StaleAfter is { } age && now - tenancy.Own.Time > age && !IsOfAPerson(tenancy) && !(lease > now);
        return (plan.ByLease && now - lease > plan.Grace)
            || (plan.EndedBuilds
                ? !plan.IsAway && (cluster.EndOf(tenancy.Build) is var (status, at)
                    ? now > at && now - at >= plan.Grace - Rounding && (plan.All || status != "succeeded" || isOld)
                    : isOld && !IsOurs(tenancy))
                : isOld);
    }

    private IEnumerable<Violation> Leaks() =>
        from run in reaps
        let plan = run.Put.Reap!
        where run.IsDone && plan is { EndedBuilds: true, IsAway: false, IsRehearsal: false, AtMost: null } && !story.Record.IsRewritten(0, int.MaxValue)
        from tenancy in story.Tenancies
        where tenancy.IsToldByBuilds && tenancy.PoolIn(Number(run.Before)) == run.Put.Pool && tenancy.PoolIn(Number(run.After)) == run.Put.Pool
        where cluster.EndOf(tenancy.Build) is var (status, at) && (plan.All || status != "succeeded") && run.Time.Started - at > plan.Grace + Rounding
            && (status != "gone" || run.Time.Started - tenancy.Own.Time > plan.Grace + Rounding)
        where tenancy.Own.Number <= Number(run.Before)
            && !run.Result.Lines.Any(line => line.Contains($"lock {tenancy.Lock} of pool {run.Put.Pool} ", StringComparison.Ordinal) && line.Contains("left as it is", StringComparison.Ordinal))
        select new Violation(Promise.NothingLeaks, tenancy.Build, $"{run} left {tenancy}, whose build has ended ({cluster.EndOf(tenancy.Build)})");

    private IEnumerable<Violation> Lies() =>
        from run in reaps
        where run.IsDone
        let told = run.Result.Json.GetProperty("metadata").EnumerateArray()
            .Where(field => field.GetProperty("name").GetString() is "reaped").Select(field => field.GetProperty("value").GetString()!).Where(value => value != "nothing")
            .Select(value => value.Split(':')[0]).ToHashSet()
        let done = story.Tenancies.Where(tenancy => tenancy.Ended?.Id == run.Result.Ref && IsReap(tenancy.Ended, [run])).Select(tenancy => tenancy.Lock).ToHashSet()
        where story.Record.Find(run.Result.Ref) is not { } commit
            || (!told.SetEquals(done) && !(told.Count == 0 && MayBeAnothers(run, commit)) && !story.Record.IsRewritten(0, int.MaxValue))
        select new Violation(Promise.AnswersAreTrue, run.Build, $"{run} says that it reaped {string.Join(", ", told)}, and {string.Join(", ", done)} it was (it answered {run.Result.Stdout.Trim()})");

    // Of a run before it, which was killed, say: its commit may arrive late.
    private bool MayBeAnothers(StepRun run, Commit commit) => commit.Number <= Number(run.Before) || reaps.Any(other => other.Build == run.Build && !other.IsDone);

    private static bool IsOfAPerson(Tenancy tenancy) => tenancy.Build?.EndsWith('>') == true;

    private static bool IsOurs(Tenancy tenancy) => tenancy.Build?.StartsWith(BuildIdentity.Here + "/", StringComparison.Ordinal) == true;

    private int Number(string commit) => story.Record.Find(commit)?.Number ?? int.MaxValue;
}
