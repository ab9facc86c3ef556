using System.Text.Json;
using PoolResource.FaultTests.Builds;

namespace PoolResource.FaultTests.History;

/// <summary>What every answer has to hold to: it names a commit of the branch in which it is so.</summary>
internal sealed class AnswerRules(Story story, IReadOnlyCollection<StepRun> runs, IReadOnlyCollection<AnswerGot>? gets = null)
{
    public IEnumerable<Violation> Check() => Lies().Concat(RefusedGets()).Concat(OthersClaims());

    private IEnumerable<Violation> Lies() =>
        from run in runs
        where run is { IsDone: true, Put.Reap: null }
        let lie = Lie(run)
        where lie is not null
        select new Violation(Promise.AnswersAreTrue, run.Build, $"{run}: {lie} (it answered {run.Result.Stdout.Trim()})");

    // What a put has answered that had nothing to do can be got for ever; a claim until it changes hands.
    private IEnumerable<Violation> RefusedGets() =>
        from got in gets ?? []
        where got.Refusal is not null && !story.Record.IsRewritten(0, int.MaxValue)
        where !(got.Refusal!.Contains("is no longer acquired", StringComparison.Ordinal) && IsChange(got.Run))
        select new Violation(Promise.AnswersAreTrue, got.Run.Build, $"the get behind {got.Run} fails: {got.Refusal}");

    // A claim in hand is what its holder acts by: nobody gets another build's.
    private IEnumerable<Violation> OthersClaims() =>
        from got in gets ?? []
        where got.Claim is null ? got.Run.Put.Takes && got.Refusal is null : story.Record.Find(got.Claim) is { Number: > 0 }
        let tenancy = story.Tenancies.FirstOrDefault(tenancy => tenancy.Has(got.Claim))
        // What is held since before the first build nobody has seen taken.
        where tenancy is null ? got.Run.Put.Takes : tenancy.Build != got.Run.Build
        where !story.Record.IsRewritten(0, int.MaxValue)
        select new Violation(
            Promise.AnswersAreTrue, got.Run.Build, $"the get behind {got.Run} hands out {tenancy?.ToString() ?? "no claim"} ({got.Claim})");

    private bool IsChange(StepRun run) =>
        run.Put.Takes || (story.Record.Find(run.Result.Ref) is { IsRewrite: false } commit && IsMadeBy(run, commit));

    private bool IsMadeBy(StepRun run, Commit commit) => Number(run.Before) < commit.Number && commit.Build == run.Build;

    private string? Lie(StepRun run)
    {
        try
        {
            var (name, pool) = (run.Result.LockName, run.Result.Json.GetProperty("metadata")[1].GetProperty("value").GetString());
            return story.Record.Find(run.Result.Ref) is not { } commit ? "the commit is not in the branch"
                : run is { IsAtATerminal: true, Put.Operation: "recycle" } && pool != $"{run.Put.Pool}-lifecycle" && IsChange(run) ? "the pool is none of its lifecycle"
                : pool != run.Put.Pool && !(run.IsAtATerminal && run.Put.Operation == "recycle") && run.Put is { OfAlias: null, OfClaim: null, Operation: not "move" } ? "the pool is another"
                : run.Put.Lock is { } asked && asked != name ? "the lock is another"
                : run.Put.Takes ? LieOfClaim(run, name)
                : run.Put.IsWatch ? LieOfWatch(run, commit, name)
                : run.Put.OfAlias is { } alias ? LieOfNamed(run, commit, alias)
                : LieOfChange(run, commit, name);
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return $"it cannot be read: {fault.Message}";
        }
    }

    private string? LieOfClaim(StepRun run, string name) =>
        story.Tenancies.FirstOrDefault(tenancy => tenancy.Has(run.Result.Ref)) is not { } tenancy ? "the commit takes no lock"
        : tenancy.Lock != name ? $"the commit takes {tenancy.Lock}"
        : tenancy.Build != run.Build || tenancy.Taken.As != run.Put.As ? $"it is {tenancy}"
        : tenancy.Ended is { } end && end.Number <= Number(run.Before) ? $"it had ended before in {end}"
        : null;

    // Whatever the build held under the name is free, or elsewhere, in the commit.
    private string? LieOfNamed(StepRun run, Commit commit, string alias) =>
        commit.Number < Number(run.Before) ? "the commit is older than the put"
        : story.Tenancies.FirstOrDefault(tenancy =>
            tenancy.Build == run.Build && tenancy.Taken.As == alias && tenancy.StandsIn(commit.Number)
            && !story.Record.IsRewritten(tenancy.Taken.Number, commit.Number)) is { } left
            ? $"{left} stands in that commit"
        : null;

    private string? LieOfWatch(StepRun run, Commit commit, string name) =>
        commit.Number < Number(run.Before) ? "the commit is older than the put"
        : story.Tenancies.Any(tenancy => tenancy.Lock == name && tenancy.StandsIn(commit.Number)) == (run.Put.Operation == "check_unclaimed") ? null
        : "the lock is in another state in that commit";

    // Perhaps somebody else has written the same; perhaps the put was only to warn that the lock is another's by now.
    private string? LieOfUpdate(StepRun run, Commit commit, string name) =>
        run.Put.WarnsWhenLost || run.Put.Content is not { } content || story.ContentIn(commit.Number, run.Put.Pool, name) == Blob.Of(content)
            ? null
            : "the lock has another content in that commit";

    private string? LieOfChange(StepRun run, Commit commit, string name)
    {
        if (IsMadeBy(run, commit) && commit.Lock == name)
        {
            return null;
        }

        // Nothing was to be done: then the lock is not held by this claim in a commit that is not older than the put.
        return commit.Number < Number(run.Before) ? "the commit is older than the put"
            : run.Put.Operation == "update" ? LieOfUpdate(run, commit, name)
            : story.Tenancies.Any(tenancy => IsMeant(run.Put, tenancy, name) && tenancy.StandsIn(commit.Number)) && !IsMoved(run, commit, name)
                ? "the lock is still held in that commit"
            : null;
    }

    // By an earlier run of the same put, which goes on holding it in the other pool.
    private bool IsMoved(StepRun run, Commit commit, string name) =>
        run.Put.Operation == "move" && story.Moves.Any(move =>
            move.Lock == name && move.From?.Pool == run.Put.Pool && move.To is { } to && to.Pool != run.Put.Pool
            && move.Commit.Build == run.Build && move.Commit.Number <= commit.Number);

    private static bool IsMeant(Put put, Tenancy tenancy, string name) =>
        put.OfClaim is { } claim ? tenancy.Has(claim) : tenancy.Lock == name && tenancy.Taken.Pool == put.Pool;

    private int Number(string commit) => story.Record.Find(commit)?.Number ?? int.MaxValue;
}
