using PoolResource.FaultTests.Builds;

namespace PoolResource.FaultTests.History;

/// <summary>What every claim in the branch has to answer for: that somebody knows of it, and that its holder ended it.</summary>
internal sealed class ClaimRules(Story story, IReadOnlyCollection<StepRun> runs)
{
    private readonly HashSet<StepRun> excuses = [];

    public IEnumerable<Violation> Check() =>
        story.Tenancies.SelectMany(tenancy => Unanswered(tenancy).Concat(Stolen(tenancy)).Concat(Doubled(tenancy)));

    /// <summary>Whether a run has answered with the claim.</summary>
    public bool IsAnswered(Tenancy tenancy) =>
        RunsOf(tenancy.BuildId).Any(run => run.IsDone && run.Put.Takes && run.Result.Stdout.Length > 0 && tenancy.Has(run.Result.Ref));

    private IEnumerable<Violation> Unanswered(Tenancy tenancy)
    {
        if (IsAnswered(tenancy) || IsUndone(tenancy))
        {
            yield break;
        }

        // Whoever was killed could not tell; each such run excuses one claim. All others have to say what they left.
        var suspects = RunsOf(tenancy.BuildId).Where(run => MayHaveTaken(run, tenancy)).ToList();
        if (suspects.Any(run => run.Result.Stderr.Contains(tenancy.Taken.Id, StringComparison.Ordinal) && !run.IsDone)
            || suspects.Any(run => run.IsKilled && excuses.Add(run)))
        {
            yield break;
        }

        yield return new Violation(Promise.ClaimsAreAnswered, tenancy.BuildId, $"nobody knows of {tenancy}");
    }

    // A run that was asked to end takes back what it took, before it ends.
    private bool IsUndone(Tenancy tenancy) =>
        tenancy.Ended is { } end && end.BuildId == tenancy.BuildId
        && RunsOf(tenancy.BuildId).Any(run => run.IsStopped && MayHaveTaken(run, tenancy) && end.Number <= Number(run.After));

    // Of two runs of a put that overlap, the one that took the lock may be asked to end while the other one answers
    // with it; Concourse asks a build to end as a whole.
    private IEnumerable<Violation> Stolen(Tenancy tenancy)
    {
        if (tenancy.Ended is { } end && !IsUndone(tenancy) && !RunsOf(end.BuildId).Any(run => MayHaveEnded(run, tenancy, end)))
        {
            yield return new Violation(Promise.NothingIsStolen, end.BuildId, $"{tenancy} was ended by {end}");
        }
    }

    private IEnumerable<Violation> Doubled(Tenancy tenancy) =>
        from other in story.Tenancies
        where tenancy.Taken.As is not null && other.Taken.Number < tenancy.Taken.Number
        where (other.BuildId, other.Taken.As) == (tenancy.BuildId, tenancy.Taken.As) && other.StandsIn(tenancy.Taken.Number)
        select new Violation(Promise.OneLockAName, tenancy.BuildId, $"{tenancy} was made while {other} stood under the same name");

    private bool MayHaveTaken(StepRun run, Tenancy tenancy) =>
        run.Put.Takes && run.Put.Pool == tenancy.Taken.Pool && run.Put.As == tenancy.Taken.As
        && (run.Put.Lock is null || run.Put.Lock == tenancy.Lock)
        && Number(run.Before) < tenancy.Taken.Number;

    // By the lock's name alone anybody may end a claim, as the baseline does; with a claim in hand only that one.
    private bool MayHaveEnded(StepRun run, Tenancy tenancy, Commit end) =>
        run.Put.Lock == tenancy.Lock && !run.Put.Takes
        && (run.Put.OfClaim is null || tenancy.Has(run.Put.OfClaim))
        && Number(run.Before) < end.Number;

    private IEnumerable<StepRun> RunsOf(string? build) => runs.Where(run => run.Build == build);

    private int Number(string commit) => story.Record.Find(commit)?.Number ?? int.MaxValue;
}
