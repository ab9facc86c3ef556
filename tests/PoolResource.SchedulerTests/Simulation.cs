using System.Globalization;
using Microsoft.Extensions.Time.Testing;

namespace PoolResource.SchedulerTests;

/// <summary>One interleaving of arrivals, checks, the scheduler, builds and other claimers.</summary>
internal sealed class Simulation
{
    private readonly Scenario scenario;
    private readonly LockSteps steps;
    private readonly FakeTimeProvider time;
    private readonly Random random;
    private readonly VersionHistory versions = new();
    private readonly WaitingLocks waiting;
    private readonly List<TriggeredJob> jobs;
    private readonly HashSet<Version> due = [];
    private readonly List<string> heldByOthers = [];
    private readonly List<string> trace = [];
    private int locks;

    public Simulation(int seed, Scenario scenario, LockSteps steps, FakeTimeProvider time)
    {
        (this.scenario, this.steps, this.time) = (scenario, steps, time);
        random = new Random(seed);
        waiting = new WaitingLocks(scenario.RetriggerAfter);
        jobs = [.. Enumerable.Range(1, scenario.Jobs).Select(number =>
            new TriggeredJob($"job-{number}", scenario.TakesEvery, random.Next(3) == 0 ? int.MaxValue : random.Next(1, 4)))];
    }

    /// <summary>Lets things happen until all is at rest, and returns what should not have happened; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> RunAsync()
    {
        for (var happened = 0; happened < scenario.Events; happened++)
        {
            await HappensAsync();
        }

        await ComesToRestAsync();
        var wrong = jobs.SelectMany(job => Promise.BrokenTo(job, due, scenario.MayBeLate)).Concat(waiting.All.Select(left => $"{left.Lock} was never taken")).ToList();
        return wrong.Count == 0 ? [] : [.. wrong, .. trace];
    }

    private async Task HappensAsync()
    {
        var roll = random.Next(100);
        switch (roll)
        {
            case < 24:
                await ArrivesAsync();
                break;
            case < 44:
                await CheckAsync();
                break;
            case < 60:
                await ScheduleAsync(jobs[random.Next(jobs.Count)]);
                break;
            case < 84:
                await BuildGoesOnAsync(mayDie: scenario.BuildsDie);
                break;
            case < 94 when scenario.HasOtherClaimer:
                await OtherClaimerAsync();
                break;
            default:
                Passes(TimeSpan.FromMinutes(random.Next(1, 20)));
                break;
        }
    }

    private async Task ArrivesAsync()
    {
        var name = $"env-{++locks}";
        if (random.Next(3) == 0)
        {
            await PutAsync(LockStep.AddElsewhere, name);
            Arrived(name, await PutAsync(LockStep.MoveHere, name));
        }
        else
        {
            Arrived(name, await PutAsync(LockStep.Add, name));
        }
    }

    private async Task CheckAsync()
    {
        var known = versions.Newest;
        var told = await steps.CheckAsync(known);
        trace.Add($"{Now} check of {Promise.Text(known)} tells {string.Join(", ", told.Select(Promise.Text))}");
        due.UnionWith(known is null ? told : waiting.Due(time.GetUtcNow()));
        Assert.True(known is not null || told.Count == Math.Min(1, waiting.All.Count), "a check that knows nothing tells of one lock alone");
        versions.Save(told);

        // Concourse schedules as soon as a version is saved; a job's first build takes the newest of what it is shown.
        foreach (var job in jobs.Where(job => job.Builds.Count == 0))
        {
            await ScheduleAsync(job);
        }
    }

    private async Task<bool> ScheduleAsync(TriggeredJob job)
    {
        if (job.Schedule(versions) is not { } build)
        {
            return false;
        }

        trace.Add($"{Now} {job.Name} starts a build for {Promise.Text(build.Version)}");
        Assert.Equal(build.Version.Lock, await steps.GetAsync(build.Version));
        return true;
    }

    private async Task<bool> BuildGoesOnAsync(bool mayDie)
    {
        var running = jobs.SelectMany(job => job.Running).ToList();
        if (running.Count == 0)
        {
            return false;
        }

        var build = running[random.Next(running.Count)];
        var name = build.Version.Lock!;
        if (build.Holds is null && !(mayDie && random.Next(2) == 0) && await PutAsync(LockStep.Claim, name) is not null)
        {
            waiting.Leaves(name);
            build.Holds = name;
        }
        else
        {
            trace.AddRange(build.Holds is null ? [$"{Now} the build for {Promise.Text(build.Version)} dies"] : []);
            await EndAsync(build);
        }

        return true;
    }

    private async Task EndAsync(TriggeredBuild build)
    {
        build.End();
        if (build.Holds is { } held)
        {
            await PutAsync(LockStep.Remove, held);
        }
    }

    private async Task OtherClaimerAsync()
    {
        if (heldByOthers.Count > 0 && random.Next(2) == 0)
        {
            var freed = heldByOthers[0];
            heldByOthers.RemoveAt(0);
            Arrived(freed, await PutAsync(LockStep.Release, freed));
        }
        else if (waiting.All.Count > 0)
        {
            var wanted = waiting.All[random.Next(waiting.All.Count)].Lock;
            var removes = random.Next(4) == 0;
            await PutAsync(removes ? LockStep.Remove : LockStep.Claim, wanted);
            waiting.Leaves(wanted);
            heldByOthers.AddRange(removes ? [] : [wanted]);
        }
    }

    // Nobody dies any more; time passes only while a lock is left that has to be told of again.
    private async Task ComesToRestAsync()
    {
        for (var round = 0; round < 3 || (round < 8 && waiting.All.Count > 0); round++)
        {
            await CheckAsync();
            bool goesOn;
            do
            {
                goesOn = await BuildGoesOnAsync(mayDie: false);
                foreach (var job in jobs)
                {
                    goesOn |= await ScheduleAsync(job);
                }
            }
            while (goesOn);
            Passes(scenario.RetriggerAfter ?? TimeSpan.Zero);
        }
    }

    private async Task<string?> PutAsync(LockStep step, string name)
    {
        var commit = await steps.PutAsync(step, name);
        trace.Add($"{Now} {step} {name}: {commit?[..7] ?? "not now"}");
        return commit;
    }

    private void Arrived(string name, string? commit) => waiting.Arrives(new Arrival(name, commit!, time.GetUtcNow()));

    private void Passes(TimeSpan span) => time.Advance(span);

    private string Now => time.GetUtcNow().ToString("HH:mm", CultureInfo.InvariantCulture);
}
