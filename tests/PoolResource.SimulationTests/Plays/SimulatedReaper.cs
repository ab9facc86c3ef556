using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.SimulationTests.World;
using PoolResource.Transactions;

namespace PoolResource.SimulationTests.Plays;

/// <summary>What a reaper does, and what befalls it.</summary>
/// <param name="Comes">When it comes, in seconds.</param>
/// <param name="Interval">How long it pauses between two rounds, in seconds.</param>
/// <param name="Look">What it reaps.</param>
internal sealed record ReaperFate(double Comes, double Interval, HeldClaims Look)
{
    /// <summary>By how much its clock is ahead, in seconds.</summary>
    public double ClockAhead { get; init; }

    /// <summary>How many of a hundred rounds only say what they would do.</summary>
    public int Rehearsals { get; init; }

    /// <summary>How many of a hundred rounds are killed, and how many are aborted.</summary>
    public int Ends { get; init; }

    /// <summary>Whether it takes the lock from a build that is over, or from one that lives, sooner or later.</summary>
    /// <param name="end">How the build has ended; null where it lives.</param>
    /// <param name="isShown">Whether Concourse tells of it.</param>
    /// <param name="isLeased">Whether the claim is leased.</param>
    public bool Covers(string? end, bool isShown, bool isLeased) =>
        (Look.Policy.ByLease && isLeased)
        || (Look.Policy.EndedBuilds != EndedBuilds.None && isShown && end is not null && (end != "succeeded" || Look.Policy.EndedBuilds == EndedBuilds.All))
        || (Look.Policy.StaleAfter is not null && (Look.Policy.EndedBuilds == EndedBuilds.None || !isShown || end == "succeeded"));
}

/// <summary>A job that reaps the stale claims of the pool, again and again, each time by a build of its own.</summary>
/// <param name="number">Its number.</param>
/// <param name="fate">What befalls it.</param>
/// <param name="stage">Where it happens.</param>
/// <param name="isNeeded">Whether anybody may hold a lock yet.</param>
internal sealed class SimulatedReaper(int number, ReaperFate fate, Stage stage, Func<bool> isNeeded) : IDisposable
{
    private readonly Random random = new(number + stage.Concourse.Seed);
    private readonly TextWriter log = stage.Story.LogOf($"{number}");
    private Task? life;

    public int Number => number;

    public ReaperFate Fate => fate;

    /// <summary>How many rounds it has begun.</summary>
    public int Rounds { get; private set; }

    /// <summary>What went wrong in it that nothing may go wrong by.</summary>
    public Exception? Fault => life?.Exception?.InnerException;

    /// <summary>Whether it has come to its end.</summary>
    public bool IsOver => life?.IsCompleted == true;

    /// <summary>Begins.</summary>
    public void Begin() => life = LiveAsync();

    public void Dispose() => log.Dispose();

    private async Task LiveAsync()
    {
        await stage.Clock.Pause(TimeSpan.FromSeconds(fate.Comes));
        while (isNeeded())
        {
            var killed = new TaskCompletionSource();
            await await Task.WhenAny(ReapAsync($"{(1000 * (number - 900)) + ++Rounds}", killed), killed.Task);
            await stage.Clock.Pause(TimeSpan.FromSeconds(fate.Interval));
        }
    }

    private async Task ReapAsync(string id, TaskCompletionSource killed)
    {
        var time = new ProcessTime(stage.Clock, TimeSpan.FromSeconds(fate.ClockAhead));
        var look = fate.Look with { IsRehearsal = random.Next(100) < fate.Rehearsals };
        var round = new Round(id, look, stage.Clock.Now, TimeSpan.FromSeconds(fate.ClockAhead));
        stage.Judge.Reaps.Begins(round);
        using var abort = new CancellationTokenSource();
        var isOver = false;
        switch (random.Next(100))
        {
            case var one when one < fate.Ends:
                stage.Clock.After(Soon(), () => (time.IsDead, _) = isOver ? (true, true) : (true, killed.TrySetResult()));
                break;
            case var other when other < 2 * fate.Ends:
                stage.Clock.After(Soon(), () =>
                {
                    if (!isOver)
                    {
                        stage.Clock.Cancel(abort, isPause: time.Asks == 0);
                    }
                });
                break;
        }

        using var branch = stage.Open(time, random, $"{number}");
        using var grace = new GracePeriod(time, abort.Token);
        var build = new Build(id, id, "reap", "janitor", "main", $"https://ci.example.com/teams/main/pipelines/janitor/jobs/reap/builds/{id}");
        var asked = TimeSpan.Zero;
        var reaping = new Reaping(look, stage.Source, build, new StepTimeout(null, time), new EngineLog(log) { IsColoured = false }, time, random)
        {
            Judge = async (claims, stop) =>
            {
                var from = stage.Clock.Now;
                var answer = await stage.Concourse.JudgeAsync(claims, time, told => Note(round, told), stop);
                asked = stage.Clock.Now - from;
                return answer;
            },
        };
        try
        {
            var reaped = await reaping.RunAsync(branch, grace);
            isOver = true;
            stage.Judge.Reaps.Answers(round, reaped.Finished.Commit, [.. reaped.Stale.Select(fate => fate.Claim.Held.Name)], asked, stage.Judge.Tenures.Standing);
        }
        catch (Exception fault) when (fault is PoolException or GitException or OperationCanceledException)
        {
            isOver = true;
            if (!abort.IsCancellationRequested)
            {
                stage.Judge.Broken($"reaper {id} fails for nothing: {fault.Message}");
            }
        }
    }

    private void Note(Round round, IReadOnlyList<JudgedClaim> told)
    {
        foreach (var one in told)
        {
            round.Told[one.Claim.Ref] = (one.Verdict, stage.Concourse.EndOf(one.Claim.Message.BuildId));
        }
    }

    private TimeSpan Soon() => TimeSpan.FromSeconds((random.Next(4) == 0 ? 20 : 1) * random.NextDouble());
}
