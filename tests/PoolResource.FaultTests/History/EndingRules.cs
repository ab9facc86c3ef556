using System.Text.RegularExpressions;
using PoolResource.FaultTests.Builds;

namespace PoolResource.FaultTests.History;

/// <summary>How a step has to end: by the signal it got, in time, or with a sentence that is true.</summary>
internal sealed partial class EndingRules(Story story, IReadOnlyCollection<StepRun> runs)
{
    /// <summary>Concourse kills a step 10 s after SIGTERM; here ten steps share a core.</summary>
    private static readonly TimeSpan GracePeriod = TimeSpan.FromSeconds(25);

    /// <summary>So long a step goes on whose time is over; on a machine that is busy one look or two lost pushes take it.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(15);

    public IEnumerable<Violation> Check() =>
        from run in runs
        let fault = Fault(run)
        where fault is not null
        select new Violation(Promise.StepsEndInOrder, run.Build, $"{run}: {fault} (exit code {run.Result.ExitCode}): {run.Result.Stderr.Trim()}");

    private string? Fault(StepRun run) => (run.Result.ExitCode, run.Signal) switch
    {
        _ when run.Result.Stderr.Contains("unexpected fault", StringComparison.Ordinal) => "it has a fault of its own",
        _ when run.Result.ExitCode == 1 && run.Result.Stdout.Length > 0 => "it failed and answered",
        (137, { Name: "KILL" }) => null,
        (143, { Name: "TERM" }) when run.IsAtATerminal => null,
        // Whoever takes nothing is told what was done: there is nothing to take back.
        (0, { Name: "TERM" }) when run.IsAtATerminal && !run.Put.Takes => null,
        (143, { Name: "TERM" }) => run.Signal.UntilEnd > GracePeriod ? $"it took {run.Signal.UntilEnd}" : null,
        (_, { Name: "TERM", IsHeard: true }) => "it did not end by the signal",
        (0, not { Name: "KILL" }) => run.Plan.HasNoReader && (run.Put.Takes || !run.IsAtATerminal) ? "it did not notice that nobody reads its answer" : null,
        (1, not { Name: "KILL" }) => IsFounded(run) ? null : "it failed without a reason",
        _ => "it ended otherwise than the signal says",
    };

    private bool IsFounded(StepRun run)
    {
        var stderr = run.Result.Stderr;
        return run.Put switch
        {
            _ when Says("timed out after -") => false,
            _ when Says("gave up after") => run.Put.Timeout is not null,
            _ when Says("timed out after ") && IsOverdue(run) => true,
            _ when Says("gave up waiting for") => run.Put.Timeout is not null && (run.Put.Takes || run.Put.IsWatch || run.Put.Operation == "update"),
            _ when Says("the host does not answer pushes") => run.Plan.Line.Pushes.Count > 0 && IsOverdue(run),
            _ when run.Plan.HasNoReader => true,
            { Lease: { } lease } when Says("only when its lease was over") => run.Time.Ended - run.Time.Started >= Lease.Parse(lease, "lease").Length,
            { As: { } alias } when Says("a later run of this put waits in its place") =>
                runs.Any(other => other != run && (other.Build, other.Put.As) == (run.Build, alias) && other.Time.Started < run.Time.Ended && other.Time.Ended > run.Time.Started),
            _ when run.IsAtATerminal && Says("to change it nevertheless, give --claim") => IsAnothers(run),
            { Operation: "recycle", Lock: { } name } when run.IsAtATerminal && Says("is unclaimed; claim it before recycling it") =>
                Sometime(run, commit => !story.Tenancies.Any(tenancy => tenancy.Lock == name && tenancy.StandsIn(commit))),
            { Lock: { } name, OfClaim: { } claim } when run.IsAtATerminal && Elsewhere().Match(stderr) is { Success: true } there =>
                story.Tenancies.SingleOrDefault(tenancy => tenancy.Has(claim)) is { } own && Sometime(run, commit => own.StandsIn(commit) && IsIn(there.Groups["pool"].Value, name, commit)),
            { OfClaim: not null } when Says("cannot be found in the branch") && story.Record.IsRewritten(0, Number(run.After)) => true,
            { OfClaim: { } claim } when Says("is no longer held by this claim") || Says("is no longer in pool") || Says("cannot be found in the branch") =>
                !run.Put.WarnsWhenLost && IsLost(run, claim),
            { Lock: { } name, GivesBack: true, OfClaim: null } when Says("changed hands since this step began") =>
                story.Moves.Any(move => move.Lock == name && IsDuring(run, move.Commit)) || story.Record.Commits.Any(commit => commit.Continues is not null && commit.Lock == name && IsDuring(run, commit))
                || story.Record.IsRewritten(Number(run.Before), Number(run.After)),
            { Lock: { } name } when Says($"there is no lock {name} in pool") || Says($"lock {name} is not in pool {run.Put.Pool}, but in") || Says($"there is no pool {run.Put.Pool} in") =>
                Sometime(run, commit => !IsIn(run.Put.Pool, name, commit)),
            { Operation: "move" or "recycle" or "restore" } when Standing().Match(stderr) is { Success: true } there =>
                Sometime(run, commit => IsIn(there.Groups["pool"].Value, there.Groups["lock"].Value, commit)),
            { Operation: "add" or "add_claimed" } when Says("has a lock") => runs.Any(other => other.Build == run.Build && other.IsKilled),
            _ => run.Plan.IsRefusing && !run.Put.GivesBack && (run.Put.Timeout is not null || Says("(git push: ")),
        };

        bool Says(string words) => stderr.Contains(words, StringComparison.Ordinal);
    }

    // Somebody else holds the lock, or the claim that was named has become another one.
    private bool IsAnothers(StepRun run) =>
        story.Record.IsRewritten(0, Number(run.After))
        || story.Tenancies.Any(tenancy => tenancy.Lock == run.Put.Lock
            && (run.Put.OfClaim is { } claim ? !tenancy.Has(claim) || tenancy.Own.Number > Number(claim) : tenancy.Build != run.Build)
            && Sometime(run, tenancy.StandsIn));

    private bool IsDuring(StepRun run, Commit commit) => commit.Number > Number(run.Before) && commit.Number <= Number(run.After);

    private static bool IsOverdue(StepRun run) => run.Put.Timeout is not null && run.Time.Ended - run.Time.Started >= Least;

    private bool IsLost(StepRun run, string claim) =>
        story.Tenancies.SingleOrDefault(tenancy => tenancy.Has(claim)) is { } own && Sometime(run, commit => !own.StandsIn(commit));

    private bool Sometime(StepRun run, Func<int, bool> isSo) =>
        Enumerable.Range(Number(run.Before), Number(run.After) - Number(run.Before) + 1).Any(isSo);

    private bool IsIn(string pool, string name, int commit) =>
        story.Moves.Where(move => move.Lock == name && move.Commit.Number <= commit)
            .LastOrDefault(move => move.From?.Pool == pool || move.To?.Pool == pool) is { } last
            ? last.To?.Pool == pool
            : story.Record.FilesAtStart.Keys.Any(path => path == $"{pool}/unclaimed/{name}");

    private int Number(string commit) => story.Record.Find(commit)?.Number ?? int.MaxValue;

    [GeneratedRegex("holds lock \\S+ in pool (?<pool>\\S+) by now", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Elsewhere();

    [GeneratedRegex("pool (?<pool>\\S+) has a lock (?<lock>\\S+) already", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Standing();
}
