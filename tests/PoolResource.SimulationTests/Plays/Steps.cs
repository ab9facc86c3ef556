using PoolResource.Builds;
using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.SimulationTests.World;
using PoolResource.Transactions;

namespace PoolResource.SimulationTests.Plays;

/// <summary>The puts of a build, each in a process of its own.</summary>
/// <param name="identity">The build.</param>
/// <param name="fate">What befalls it.</param>
/// <param name="stage">Where it happens.</param>
/// <param name="random">The build's randomness.</param>
/// <param name="log">What it writes its log to.</param>
internal sealed class Steps(Build identity, Fate fate, Stage stage, Random random, TextWriter log)
{
    private List<ProcessTime> processes = [];

    private string Number => identity.Id!;

    /// <summary>Whether the build may fail for reasons of its own.</summary>
    public required Func<bool> IsExcused { private get; init; }

    /// <summary>How often its processes were killed, all at once.</summary>
    public int Run { get; private set; }

    /// <summary>How the last put ended.</summary>
    public string End { get; private set; } = "";

    /// <summary>How the build ends, as Concourse calls it.</summary>
    public string Status { get; private set; } = "succeeded";

    /// <summary>The put that waits for a lock; null where none does.</summary>
    public OneChange? Waiting { get; private set; }

    /// <summary>Whether the last process is in a pause, and waits for no answer.</summary>
    public bool IsPausing => processes[^1].Asks == 0;

    /// <summary>When the last process has asked the host last: what has changed since, it does not know.</summary>
    public TimeSpan Asked => processes[^1].Asked;

    /// <summary>Does it.</summary>
    /// <param name="operation">What is done.</param>
    /// <param name="isTake">Whether the build waits for it.</param>
    /// <param name="abort">Aborts it.</param>
    /// <returns>Null where it is not done.</returns>
    public async Task<Finished?> PutAsync(Operation operation, bool isTake, CancellationToken abort)
    {
        var watch = Process();
        var time = Process();
        using var branch = stage.Open(time, random, Number);
        var timeout = new StepTimeout(isTake && fate.Timeout is { } given ? TimeSpan.FromSeconds(given) : null, time);
        using var grace = new GracePeriod(time, abort);
        var change = new OneChange(operation, stage.Source with { Queue = !fate.IsNaive }, identity, timeout, Engine, time, random)
        {
            Priority = fate.Priority,
            Ending = isTake && stage.MayEndBuilds ? done => EndingAsync(time, watch, done) : null,
        };
        Status = "succeeded";
        try
        {
            Waiting = isTake ? change : null;
            var done = await change.RunAsync(branch, grace);
            Waiting = null;
            End = $"{operation.Purpose}: {done.Lock}";
            if (abort.IsCancellationRequested)
            {
                Status = "aborted";
                await TakeBackAsync(change.Transaction!);
                return null;
            }

            return done;
        }
        catch (Exception fault) when (fault is PoolException or GitException or OperationCanceledException)
        {
            Waiting = null;
            End = $"{operation.Purpose}: {fault.Message}";
            Status = abort.IsCancellationRequested ? "aborted" : fault is PoolException ? "failed" : "errored";
            await TakeBackAsync(change.Transaction!);
            if (!IsLost(operation, fault) && (!isTake || (fate.Timeout is null && !abort.IsCancellationRequested && !IsExcused() && grace.Ended is null)))
            {
                stage.Judge.Broken($"build {Number} fails for nothing: {End}");
            }

            return null;
        }
    }

    /// <summary>Has nothing of what runs go on.</summary>
    public void Kill()
    {
        processes.ForEach(process => process.IsDead = true);
        (processes, Waiting) = ([], null);
        Run++;
    }

    private EngineLog Engine => new(log) { IsColoured = false };

    // Its claim was reaped, and it is told so.
    private bool IsLost(Operation operation, Exception fault) =>
        operation is HeldLockOperation { WarnsWhenLost: not true, Claim: var claim } && fault is PoolException && stage.Judge.Reaps.Reaped.ContainsKey(claim.Ref);

    // The process's own watch: what is left of it ends with the put, and never in another thread.
    private async Task<string> EndingAsync(ProcessTime time, ProcessTime watch, CancellationToken done)
    {
        var asking = AskAsync(watch);
        var over = stage.Clock.Until(done);
        if (await Task.WhenAny(asking, over) != asking || done.IsCancellationRequested)
        {
            watch.IsDead = true;
            throw new OperationCanceledException(done);
        }

        stage.Judge.Told(Number, time.GetUtcNow());
        return await asking;
    }

    private async Task<string> AskAsync(ProcessTime watch)
    {
        await Task.Delay(OwnBuild.First, watch, CancellationToken.None);
        return await OwnBuild.AskAsync(stop => stage.Concourse.JudgeAsync(Number, watch, stop), "ci.example.com", watch, CancellationToken.None);
    }

    // A process of its own does it, as the one does that a step leaves behind.
    private async Task TakeBackAsync(PoolTransaction transaction)
    {
        if (transaction.Claims is { Count: > 0 } claims)
        {
            if (fate is { LeavesBehind: true, RunsAgain: false })
            {
                stage.Concourse.End(Number, Status);
            }

            var time = Process();
            using var branch = stage.Open(time, random, Number);
            await new ClaimRollback(branch, identity, Engine, time) { Tickets = transaction.Line?.Refs ?? [] }.WithdrawAsync(claims, CancellationToken.None);
        }
    }

    private ProcessTime Process()
    {
        var time = new ProcessTime(stage.Clock, TimeSpan.FromSeconds(fate.ClockAhead));
        processes.Add(time);
        return time;
    }
}
