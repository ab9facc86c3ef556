using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.SimulationTests.World;
using PoolResource.Transactions;

namespace PoolResource.SimulationTests.Plays;

/// <summary>What befalls a build, in seconds; null for what does not.</summary>
/// <param name="Comes">When it comes.</param>
/// <param name="Holds">How long it holds its lock.</param>
internal sealed record Fate(double Comes, double Holds)
{
    /// <summary>The lock it wants; null for any.</summary>
    public LockName? Wants { get; init; }

    /// <summary>Whether it gives the lock new content, and takes none.</summary>
    public bool Updates { get; init; }

    /// <summary>When it is killed, after it came.</summary>
    public double? Killed { get; init; }

    /// <summary>When it is aborted, after it came.</summary>
    public double? Aborted { get; init; }

    /// <summary>How long it waits.</summary>
    public double? Timeout { get; init; }

    /// <summary>By how much its clock is ahead.</summary>
    public double ClockAhead { get; init; }

    /// <summary>How much earlier it is served.</summary>
    public int Priority { get; init; }

    /// <summary>Whether it knows no queue.</summary>
    public bool IsNaive { get; init; }

    /// <summary>Whether its put has a name, and runs again after it was killed or aborted.</summary>
    public bool RunsAgain { get; init; }
}

/// <summary>A build: takes a lock, holds it, and gives it back; by the code that does it otherwise, too.</summary>
/// <param name="number">Its number.</param>
/// <param name="fate">What befalls it.</param>
/// <param name="stage">Where it happens.</param>
internal sealed class SimulatedBuild(int number, Fate fate, Stage stage) : IDisposable
{
    private readonly Random random = new(stage.Random.Next());
    private List<ProcessTime> processes = [];
    private readonly TextWriter log = stage.Story.LogOf($"{number}");
    private OneChange? waiting;
    private Task? life;
    private Task? again;

    public int Number => number;

    public Fate Fate => fate;

    /// <summary>Whether it was killed.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Whether it has come to its end.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether it gives its lock back.</summary>
    public bool IsReleasing { get; private set; }

    /// <summary>How it ended.</summary>
    public string End { get; private set; } = "";

    private Alias? Alias => fate.RunsAgain ? new Alias("mine", Identity) : null;

    private Build Identity => new($"{number}", $"{number}", "test", "deploy", "main", $"https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/{number}");

    /// <summary>Whether it stands in the line.</summary>
    public bool IsInLine => !IsDead && waiting is { Transaction.Line.IsIn: true };

    /// <summary>Whether it waits for a lock, or for any.</summary>
    public bool IsWaitingFor(LockName free) => IsInLine && (fate.Wants is not { } wanted || wanted == free);

    /// <summary>What went wrong in it that nothing of a build may go wrong by.</summary>
    public Exception? Fault => life?.Exception?.InnerException ?? again?.Exception?.InnerException;

    /// <summary>Begins.</summary>
    public void Begin() => life = LiveAsync();

    private async Task LiveAsync()
    {
        await stage.Clock.Pause(TimeSpan.FromSeconds(fate.Comes));
        if (fate.Killed is { } killed)
        {
            stage.Clock.After(TimeSpan.FromSeconds(killed), Kill);
        }

        using var abort = new CancellationTokenSource();
        if (fate.Aborted is { } aborted)
        {
            stage.Clock.After(TimeSpan.FromSeconds(aborted), () =>
            {
                if (waiting is not null && again is null && !IsDead)
                {
                    stage.Story.Add($"{number}", "is aborted");
                    stage.Clock.Cancel(abort, isPause: processes[^1].Asks == 0);
                }
            });
        }

        await PlayAsync(abort.Token);
        if (abort.IsCancellationRequested && fate.RunsAgain && again is null)
        {
            await stage.Clock.Pause(Soon());
            await PlayAsync(CancellationToken.None);
        }

        IsOver = true;
    }

    // A put that runs a second time: Concourse has started it on another worker.
    private async Task RunAgainAsync()
    {
        await stage.Clock.Pause(Soon());
        await PlayAsync(CancellationToken.None);
        IsOver = true;
    }

    private TimeSpan Soon() => TimeSpan.FromSeconds(0.2 + (5 * random.NextDouble()));

    public void Dispose() => log.Dispose();

    private async Task PlayAsync(CancellationToken abort)
    {
        Operation take = fate switch
        {
            { Updates: true } => new UpdateLock(stage.Pool, fate.Wants!, new byte[] { (byte)number }),
            { Wants: { } wanted } => new ClaimLock(stage.Pool, wanted, Alias),
            _ => new AcquireLock(stage.Pool, random, Alias),
        };
        IsReleasing = false;
        var processesOfMine = processes;
        if (await PutAsync(take, isTake: true, abort) is not { } taken || fate.Updates)
        {
            return;
        }

        var name = taken.Lock!;
        stage.Judge.Holds(this, name, taken.Commit);
        await stage.Clock.Pause(TimeSpan.FromSeconds(fate.Holds));
        if (IsDead || processes != processesOfMine)
        {
            // It was killed meanwhile: nothing of it goes on.
            await new TaskCompletionSource().Task;
        }

        IsReleasing = true;
        await PutAsync(new ReleaseLock(stage.Pool, name), isTake: false, CancellationToken.None);
        stage.Judge.Over(name);
    }

    private async Task<Finished?> PutAsync(Operation operation, bool isTake, CancellationToken abort)
    {
        var time = Process();
        using var branch = stage.Open(time, random, $"{number}");
        var engine = new EngineLog(log) { IsColoured = false };
        var timeout = new StepTimeout(isTake && fate.Timeout is { } given ? TimeSpan.FromSeconds(given) : null, time);
        using var grace = new GracePeriod(time, abort);
        var change = new OneChange(operation, stage.Source with { Queue = !fate.IsNaive }, Identity, timeout, engine, time, random) { Priority = fate.Priority };
        try
        {
            waiting = isTake ? change : null;
            var done = await change.RunAsync(branch, grace);
            waiting = null;
            End = $"{operation.Purpose}: {done.Lock}";
            if (abort.IsCancellationRequested)
            {
                await TakeBackAsync(change.Transaction!.Claims);
                return null;
            }

            return done;
        }
        catch (Exception fault) when (fault is PoolException or GitException or OperationCanceledException)
        {
            waiting = null;
            End = $"{operation.Purpose}: {fault.Message}";
            await TakeBackAsync(change.Transaction!.Claims);
            if (!isTake || (fate.Timeout is null && !abort.IsCancellationRequested && !IsDead))
            {
                stage.Judge.Broken($"build {number} fails for nothing: {End}");
            }

            return null;
        }
    }

    // A process of its own does it, as the one does that a step leaves behind.
    private async Task TakeBackAsync(IReadOnlyList<PushedClaim> claims)
    {
        if (claims.Count > 0)
        {
            var time = Process();
            using var branch = stage.Open(time, random, $"{number}");
            await new ClaimRollback(branch, Identity, new EngineLog(log) { IsColoured = false }, time).WithdrawAsync(claims, CancellationToken.None);
        }
    }

    private ProcessTime Process()
    {
        var time = new ProcessTime(stage.Clock, TimeSpan.FromSeconds(fate.ClockAhead));
        processes.Add(time);
        return time;
    }

    private void Kill()
    {
        if (IsOver)
        {
            return;
        }

        stage.Story.Add($"{number}", "is killed");
        processes.ForEach(process => process.IsDead = true);
        (processes, waiting) = ([], null);
        if (fate.RunsAgain)
        {
            again = RunAgainAsync();
        }
        else
        {
            IsDead = true;
        }
    }
}
