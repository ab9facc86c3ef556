using PoolResource.FaultTests.Builds;

namespace PoolResource.FaultTests.History;

/// <summary>What every claim in the branch has to answer for: that somebody knows of it, and that its holder ended it.</summary>
internal sealed class ClaimRules(Story story, IReadOnlyCollection<StepRun> runs)
{
    private readonly HashSet<StepRun> excuses = [];

    public IEnumerable<Violation> Check() =>
        story.Tenancies.SelectMany(tenancy => Unanswered(tenancy).Concat(Stolen(tenancy)).Concat(Doubled(tenancy)).Concat(Kept(tenancy)).Concat(LeftByAnAbort(tenancy)));

    private IEnumerable<Violation> Unanswered(Tenancy tenancy)
    {
        if (RunsOf(tenancy.Build).Any(run => IsAnswer(run, tenancy)) || IsUndone(tenancy))
        {
            yield break;
        }

        // Whoever was killed could neither tell nor take it back; each such run excuses one claim. And what an operator
        // throws away while it is on its way can no longer be found.
        var suspects = RunsOf(tenancy.Build).Where(run => MayHaveTaken(run, tenancy)).ToList();
        if (suspects.Any(run => (run.IsKilled || run.IsChildKilled) && excuses.Add(run))
            || suspects.Any(run => story.Record.IsRewritten(tenancy.Taken.Number, int.MaxValue)))
        {
            yield break;
        }

        // What somebody else has ended before its run was over is held by nobody; nor is what a janitor took before whoever
        // was left behind could take it back.
        if (tenancy.Ended is { } over && (suspects.Any(run => over.Number <= Number(run.After)) || (suspects.Any(run => run.IsStopped) && ReapRules.IsReap(over, runs))))
        {
            yield break;
        }

        yield return new Violation(Promise.ClaimsAreAnswered, tenancy.Build, $"nobody knows of {tenancy}");
    }

    private static bool IsAnswer(StepRun run, Tenancy tenancy) =>
        run.IsDone && run.Put.Takes && run.Result.Stdout.Length > 0 && tenancy.Has(run.Result.Ref);

    // A run that ends without an answer takes back what it took, before it ends, or has somebody do it who says why.
    private bool IsUndone(Tenancy tenancy) =>
        tenancy.Ended is { } end && end.Build == tenancy.Build
        && RunsOf(tenancy.Build).Any(run => !run.IsDone && MayHaveTaken(run, tenancy)
            && (end.Reason == "aborted" || end.Number <= Number(run.After))
            && !RunsOf(tenancy.Build).Any(other => IsAnswer(other, tenancy) && other.Result.Ref == tenancy.Own.Id && other.Time.Ended >= run.Time.Started));

    // A later run of the same put that is aborted frees what the first one took: the build ends as a whole.
    private bool IsAbortedSecondRun(StepRun run, Tenancy tenancy, Commit end) =>
        run.IsStopped && IsAnotherRun(run, tenancy) && Number(run.Before) < end.Number;

    // Of two runs of a put that overlap, the one that makes the claim its own keeps it, even when the other one is
    // asked to end.
    private IEnumerable<Violation> Stolen(Tenancy tenancy)
    {
        if (tenancy.Ended is { IsByHand: false } end && !IsUndone(tenancy)
            && !RunsOf(end.Build).Any(run => MayHaveEnded(run, tenancy, end) || IsAbortedSecondRun(run, tenancy, end))
            && !story.Record.IsRewritten(tenancy.Taken.Number, end.Number))
        {
            yield return new Violation(Promise.NothingIsStolen, end.Build, $"{tenancy} was ended by {end}");
        }
    }

    private IEnumerable<Violation> Doubled(Tenancy tenancy) =>
        from other in story.Tenancies
        where tenancy.Taken.As is not null && other.Taken.Number < tenancy.Taken.Number
        where (other.Build, other.Taken.As) == (tenancy.Build, tenancy.Taken.As) && other.StandsIn(tenancy.Taken.Number)
        where !story.Record.IsRewritten(other.Taken.Number, tenancy.Taken.Number)
        select new Violation(Promise.OneLockAName, tenancy.Build, $"{tenancy} was made while {other} stood under the same name");

    // By a put that was to give back whatever its build holds under a name, and succeeded.
    private IEnumerable<Violation> Kept(Tenancy tenancy) =>
        from run in RunsOf(tenancy.Build)
        where run is { IsDone: true, Put: { OfAlias: { } alias, GivesBack: true } } && alias == tenancy.Taken.As
        where tenancy.StandsIn(Number(run.Before)) && tenancy.StandsIn(Number(run.After))
        where !story.Record.IsRewritten(tenancy.Taken.Number, Number(run.After))
        select new Violation(Promise.ClaimsAreAnswered, tenancy.Build, $"{run} left {tenancy}");

    // An abort of a later run of a put frees what an earlier one took, and says so where it cannot; what a step was to
    // give back is given back when it was asked to end, too, by whoever it leaves behind.
    private IEnumerable<Violation> LeftByAnAbort(Tenancy tenancy) =>
        from run in RunsOf(tenancy.Build)
        where run is { IsStopped: true, IsChildKilled: false, Signal.IsHeard: true }
        where !run.Result.Stderr.Contains("release it by hand", StringComparison.Ordinal)
        where tenancy.Own.Number <= Number(run.Before) && tenancy.StandsIn(Number(run.Before))
        where IsAnotherRun(run, tenancy) && !run.Result.Stderr.Contains("a process left behind takes lock", StringComparison.Ordinal)
            ? tenancy.StandsIn(Number(run.After))
            : (IsAnotherRun(run, tenancy) || IsToGiveBack(run, tenancy)) && tenancy.Ended is null
        where !story.Record.IsRewritten(tenancy.Taken.Number, int.MaxValue)
        select new Violation(Promise.ClaimsAreAnswered, tenancy.Build, $"{run} was aborted and left {tenancy}");

    private static bool IsAnotherRun(StepRun run, Tenancy tenancy) =>
        run.Put is { Takes: true, As: not null } && (run.Put.As, run.Put.Pool) == (tenancy.Taken.As, tenancy.Taken.Pool);

    private static bool IsToGiveBack(StepRun run, Tenancy tenancy) =>
        run.Put.GivesBack && run.Put.Operation != "move"
        && (tenancy.Has(run.Put.OfClaim) || (run.Put.OfAlias is { } alias && alias == tenancy.Taken.As));

    private bool MayHaveTaken(StepRun run, Tenancy tenancy) =>
        run.Put.Takes && run.Put.Pool == tenancy.Taken.Pool && run.Put.As == tenancy.Taken.As
        && (run.Put.Lock is null || run.Put.Lock == tenancy.Lock)
        && Number(run.Before) < tenancy.Own.Number;

    // By the lock's name alone any build may end a claim, as the baseline does, and a person their own; with a claim in
    // hand only that one.
    private bool MayHaveEnded(StepRun run, Tenancy tenancy, Commit end) =>
        !run.Put.Takes && Number(run.Before) < end.Number
        && (run.Put.Reap is not null || (run.Put.OfAlias is { } alias ? alias == tenancy.Taken.As && run.Build == tenancy.Build
            : run.Put.Lock == tenancy.Lock && (run.Put.OfClaim is null ? !run.IsAtATerminal || run.Build == tenancy.Build : tenancy.Has(run.Put.OfClaim))));

    private IEnumerable<StepRun> RunsOf(string? build) => runs.Where(run => run.Build == build);

    private int Number(string commit) => story.Record.Find(commit)?.Number ?? int.MaxValue;
}
