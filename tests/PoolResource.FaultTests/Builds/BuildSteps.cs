using PoolResource.FaultTests.Faults;
using PoolResource.Protocol;

namespace PoolResource.FaultTests.Builds;

/// <summary>The steps of one build: puts that Concourse runs again when their container is lost, and gets.</summary>
/// <param name="bench">What they work on.</param>
/// <param name="build">The build.</param>
/// <param name="chance">Decides about faults.</param>
internal sealed class BuildSteps(Bench bench, Build build, Random chance)
{
    /// <summary>How often a put is run whose container was lost.</summary>
    private const int Runs = 3;

    /// <summary>Takes a lock, with faults; null when the build ends without one.</summary>
    public async Task<Answer?> TakeAsync(Put put)
    {
        // A put without a name of its own is not run again: it would take a second lock.
        for (var left = put.As is null ? 1 : Runs; left > 0; left--)
        {
            var run = await PutAsync(put, left == 1 && put.As is not null ? FaultPlan.Sound : FaultPlan.Draw(chance));
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
        var run = await PutAsync(put, FaultPlan.Draw(chance));
        for (var left = Runs - 1; left > 0 && run.IsKilled; left--)
        {
            run = await PutAsync(put, left == 1 ? FaultPlan.Sound : FaultPlan.Draw(chance));
        }

        return run;
    }

    /// <summary>Runs a put once.</summary>
    public async Task<StepRun> PutAsync(Put put, FaultPlan plan)
    {
        var step = new FaultyStep(bench, build, plan);
        if (plan.SignalAfter is not null)
        {
            put = put with { Timeout = null };
        }

        var before = bench.Tip;
        var result = await step.RunAsync(put, asScript: plan.NeedsScript || bench.IsForeign || chance.Next(4) == 0);
        var run = new StepRun(build.Id!, put, result, before, bench.Tip, step.Signal);
        bench.Runs.Enqueue(run);
        return run;
    }

    /// <summary>Gets a claim into a directory; false when somebody has taken the lock away.</summary>
    public async Task<bool> GetAsync(Answer claim, string directory)
    {
        var destination = bench.Folder.Subfolder($"inputs/{directory}");
        var plan = chance.Next(4) == 0 ? FaultPlan.DrawForReading(chance) : FaultPlan.Sound;
        bench.Events.Add($"build {build.Name}: get {claim.Ref[..8]} ({claim.Lock}); faults: {plan}");
        try
        {
            var uri = bench.OpenLine(plan.Line, fault => bench.Faults.Enqueue((fault.Kind, build.Id!)));
            var source = new SourceDocument { Uri = uri, Branch = bench.Repository.Branch, Pool = claim.Pool };
            await OwnProcess.GetAsync(source, claim.Ref, destination);
            return true;
        }
        catch (PoolException refusal) when (refusal.Message.Contains("is no longer acquired", StringComparison.Ordinal))
        {
            bench.Events.Add($"build {build.Name}: {refusal.Message}");
            return false;
        }
    }

    /// <summary>Makes a directory that holds a lock's name and content, as a task would.</summary>
    public void Write(string directory, string name, string content)
    {
        bench.Folder.Write($"inputs/{directory}/name", $"{name}\n");
        bench.Folder.Write($"inputs/{directory}/metadata", content);
    }

    /// <summary>What a run has answered.</summary>
    public static Answer AnswerOf(StepRun run) => new(run.Result.Ref, run.Result.LockName, run.Put.Pool);
}
