using System.Text.Json;
using System.Text.Json.Nodes;
using PoolResource.Configuration;
using PoolResource.FaultTests.Faults;

namespace PoolResource.FaultTests.Builds;

/// <summary>The steps of one build: puts that Concourse runs again when their container is lost, and gets.</summary>
/// <param name="bench">What they work on.</param>
/// <param name="build">The build.</param>
/// <param name="random">Decides about faults.</param>
internal sealed class BuildSteps(Bench bench, BuildIdentity build, Random random)
{
    /// <summary>How often a put is run whose container was lost.</summary>
    private const int Runs = 3;

    /// <summary>Takes a lock, with faults; null when the build ends without one.</summary>
    public async Task<Answer?> TakeAsync(Put put)
    {
        // A put without a name of its own is not run again: it would take a second lock.
        for (var left = put.As is null ? 1 : Runs; left > 0; left--)
        {
            var run = await PutAsync(put, left == 1 && put.As is not null ? FaultPlan.Sound : FaultPlan.Draw(random));
            if (run.IsDone)
            {
                return AnswerOf(run);
            }

            if (!run.IsKilled)
            {
                return null;
            }
        }

        return null;
    }

    /// <summary>Runs a put that may be run again until it has answered.</summary>
    public async Task<StepRun> PersistAsync(Put put)
    {
        var run = await PutAsync(put, FaultPlan.Draw(random));
        for (var left = Runs - 1; left > 0 && run.IsKilled; left--)
        {
            run = await PutAsync(put, left == 1 ? FaultPlan.Sound : FaultPlan.Draw(random));
        }

        return run;
    }

    /// <summary>Runs a put once, and perhaps gets what it has answered.</summary>
    public async Task<StepRun> PutAsync(Put put, FaultPlan plan)
    {
        bench.Cluster.Begin(build);
        var step = new FaultyStep(bench, build, plan);
        if (plan.SignalAfter is not null || (put.GivesBack && plan.IsRefusing))
        {
            put = put with { Timeout = null };
        }

        var (before, started) = (bench.Tip, TimeProvider.System.GetUtcNow());
        var result = await step.RunAsync(put, asScript: plan.NeedsScript || put.Reap is not null || bench.IsForeign || random.Next(4) == 0);
        var run = new StepRun(build.Url, put, result, before, bench.Tip, step.Signal)
        {
            Plan = plan,
            Time = (started, TimeProvider.System.GetUtcNow()),
            IsChildKilled = step.IsChildKilled,
        };
        bench.Runs.Enqueue(run);
        if (run.IsDone && !bench.IsForeign && build.Person is null && random.Next(3) == 0)
        {
            var directory = $"behind-{bench.NextStep()}";
            var refusal = await GetAsync(put.Pool, run.Result.Json.GetProperty("version"), directory);
            bench.Gets.Enqueue(new AnswerGot(run, refusal, ClaimIn(directory)));
        }

        return run;
    }

    /// <summary>Gets a claim into a directory; false when somebody has taken the lock away.</summary>
    public async Task<bool> GetAsync(Answer claim, string directory) => await GetAsync(claim.Pool, claim.Version, directory) is null;

    // Returns why it is refused.
    private async Task<string?> GetAsync(string pool, JsonElement version, string directory)
    {
        var destination = bench.Folder.Subfolder($"inputs/{directory}");
        var plan = random.Next(4) == 0 ? FaultPlan.DrawForReading(random) : FaultPlan.Sound;
        bench.Events.Add($"{build}: get {version}; faults: {plan}");
        try
        {
            var uri = bench.OpenLine(plan.Line, fault => bench.Faults.Enqueue((fault.Kind, build.Url)));
            var source = new SourceDocument { Uri = uri, Branch = bench.Repository.Branch, Pool = pool };
            await OwnProcess.GetAsync(source, version, destination);
            return null;
        }
        catch (PoolException refusal)
        {
            bench.Events.Add($"{build}: {refusal.Message}");
            return refusal.Message;
        }
    }

    private string? ClaimIn(string directory) =>
        bench.Folder[$"inputs/{directory}/claim.json"] is var claim && File.Exists(claim)
            ? JsonSerializer.Deserialize<JsonElement>(File.ReadAllText(claim)).GetProperty("ref").GetString()
            : null;

    /// <summary>Writes a lock's content anew by the directory of its claim.</summary>
    public Task<StepRun> UpdateAsync(Answer claim, string directory, string content)
    {
        bench.Folder.Write($"inputs/{directory}/metadata", content);
        return PersistAsync(Put.Of("update", claim.Pool, directory, claim) with { Content = content });
    }

    /// <summary>Takes a lock to another pool.</summary>
    public Task<StepRun> MoveAsync(Answer claim, string directory, string pool, string state) =>
        PersistAsync(Put.Of("move", claim.Pool, new JsonObject { ["lock"] = directory, ["to"] = pool, ["state"] = state }, claim));

    /// <summary>Makes a directory that holds a lock's name and content, as a task would.</summary>
    public void Write(string directory, string name, string content)
    {
        bench.Folder.Write($"inputs/{directory}/name", $"{name}\n");
        bench.Folder.Write($"inputs/{directory}/metadata", content);
    }

    /// <summary>What a run has answered.</summary>
    public static Answer AnswerOf(StepRun run) => new(run.Result.Json.GetProperty("version"), run.Result.Ref, run.Result.LockName, run.Put.Pool);
}
