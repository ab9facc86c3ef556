using PoolResource.Operations;

namespace PoolResource.SimulationTests.Plays;

/// <summary>A build: takes a lock, holds it, and gives it back; by the code that does it otherwise, too.</summary>
/// <param name="number">Its number.</param>
/// <param name="fate">What befalls it.</param>
/// <param name="stage">Where it happens.</param>
internal sealed class SimulatedBuild(int number, Fate fate, Stage stage) : IDisposable
{
    private readonly Random random = new(stage.Random.Next());
    private readonly TextWriter log = stage.Story.LogOf($"{number}");
    private Steps? steps;
    private Task? life;
    private Task? again;

    public int Number => number;

    public Fate Fate => fate;

    /// <summary>Whether it was killed.</summary>
    public bool IsDead { get; private set; }

    /// <summary>Whether its worker was lost: it is over, and the process lives on that runs, but no other one is begun.</summary>
    public bool IsLost { get; private set; }

    /// <summary>Whether it has come to its end.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Whether it is gone, and gives back no more what it holds.</summary>
    public bool HasLeft => IsDead || (IsOver && (IsLost || fate.KeepsLock));

    /// <summary>Whether nobody else may have what it was told that it holds, but a claim that was reaped.</summary>
    public bool MayHold => !IsDead && !IsLost && !IsReleasing;

    /// <summary>Whether it gives its lock back.</summary>
    public bool IsReleasing { get; private set; }

    /// <summary>How it ended.</summary>
    public string End => Steps.End;

    private Lease? Lease => fate.Lease is { } lease ? PoolResource.Lease.Of(TimeSpan.FromSeconds(lease), "lease") : null;

    private Alias? Alias => fate.RunsAgain ? new Alias("mine", Identity) : null;

    private Steps Steps => steps ??= new Steps(Identity, fate, stage, random, log) { IsExcused = () => IsDead || IsLost };

    private Build Identity => new($"{number}", $"{number}", "test", "deploy", "main", $"https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/{number}");

    /// <summary>Whether it stands in the line.</summary>
    public bool IsInLine => !IsDead && Steps.Waiting is { Transaction.Line.IsIn: true };

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

        if (fate.Lost is { } lost)
        {
            stage.Clock.After(TimeSpan.FromSeconds(lost), Lose);
        }

        using var abort = new CancellationTokenSource();
        if (fate.Aborted is { } aborted)
        {
            stage.Clock.After(TimeSpan.FromSeconds(aborted), () =>
            {
                if (Steps.Waiting is not null && again is null && !IsDead)
                {
                    stage.Story.Add($"{number}", "is aborted");
                    stage.Clock.Cancel(abort, Steps.IsPausing);
                }
            });
        }

        await PlayAsync(abort.Token);
        if (abort.IsCancellationRequested && fate.RunsAgain && again is null)
        {
            await stage.Clock.Pause(Soon());
            if (again is null)
            {
                await PlayAsync(CancellationToken.None);
            }
        }

        // Who is killed while nothing runs is begun once more all the same, and that run ends it.
        if (again is null)
        {
            Finish();
        }
    }

    // A put that runs a second time: Concourse has started it on another worker.
    private async Task RunAgainAsync()
    {
        await stage.Clock.Pause(Soon());
        await PlayAsync(CancellationToken.None);
        Finish();
    }

    private TimeSpan Soon() => TimeSpan.FromSeconds(0.2 + (5 * random.NextDouble()));

    public void Dispose() => log.Dispose();

    private async Task PlayAsync(CancellationToken abort)
    {
        Operation take = fate switch
        {
            { Updates: true } => new UpdateLock(stage.Pool, fate.Wants!, new byte[] { (byte)number }),
            { Wants: { } wanted } => new ClaimLock(stage.Pool, wanted, Alias) { Lease = Lease },
            _ => new AcquireLock(stage.Pool, random, Alias) { Lease = Lease },
        };
        IsReleasing = false;
        var run = Steps.Run;
        if (await Steps.PutAsync(take, isTake: true, abort) is not { } taken || fate.Updates)
        {
            return;
        }

        var name = taken.Lock!;
        stage.Judge.Holds(this, name, taken.Commit);
        var holding = new Holding(stage, fate, stage.ClaimOf(name, taken.Commit), CanGoOn, renewal => Steps.PutAsync(renewal, isTake: false, CancellationToken.None), () => Steps.Asked);
        await holding.PassAsync();
        if (IsDead || Steps.Run != run)
        {
            // It was killed meanwhile: nothing of it goes on.
            await new TaskCompletionSource().Task;
        }

        if (!IsLost && !fate.KeepsLock)
        {
            IsReleasing = true;
            holding.Learn(await Steps.PutAsync(holding.Release, isTake: false, CancellationToken.None));
        }

        stage.Judge.Over(this, name);

        bool CanGoOn() => !IsDead && !IsLost && Steps.Run == run;
    }

    private void Kill()
    {
        if (IsOver)
        {
            return;
        }

        stage.Story.Add($"{number}", "is killed");
        Steps.Kill();
        if (fate.RunsAgain)
        {
            again = RunAgainAsync();
        }
        else
        {
            // Concourse notes it later.
            IsDead = true;
            stage.Clock.After(TimeSpan.FromSeconds(number % 20), () => stage.Concourse.End($"{number}", "errored"));
        }
    }

    private void Lose()
    {
        if (!IsOver && !IsDead && stage.Concourse.End($"{number}", "errored"))
        {
            IsLost = true;
            stage.Story.Add($"{number}", "is over: its worker is lost");
        }
    }

    private void Finish()
    {
        IsOver = true;
        stage.Concourse.End($"{number}", Steps.Status);
    }
}
