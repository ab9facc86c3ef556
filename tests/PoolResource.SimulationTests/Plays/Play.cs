using PoolResource.Queue;
using PoolResource.SimulationTests.World;

namespace PoolResource.SimulationTests.Plays;

/// <summary>What came of a play.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Violations">The promises that were broken.</param>
/// <param name="Story">What happened to each build.</param>
internal sealed record PlayReport(int Seed, IReadOnlyList<string> Violations, string Story)
{
    /// <summary>The builds' numbers.</summary>
    public IReadOnlyList<int> Builds { get; init; } = [];

    /// <summary>How long it took, in virtual time.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>How often the host was asked.</summary>
    public int Requests { get; init; }

    /// <summary>How many were served before somebody who had come more than a second earlier.</summary>
    public int Overtakings { get; init; }

    /// <summary>Pushes that were accepted, and that were not.</summary>
    public (int Accepted, int Rejected) Pushes { get; init; }

    /// <summary>The longest time in which a lock was free that somebody waited for.</summary>
    public TimeSpan LongestIdle { get; init; }
}

/// <summary>Builds on a pool, all that befalls them chosen by a seed.</summary>
internal sealed class Play : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private readonly Stage stage;
    private readonly List<SimulatedBuild> builds;
    private readonly Dictionary<string, SimulatedBuild> named;
    private readonly bool isFaulty;
    private readonly bool again;
    private readonly bool mayLeaveTickets;
    private readonly TimeSpan latency;

    private Play(int seed, string folder, IReadOnlySet<int> without)
    {
        var random = new Random(seed);
        var isCrowd = random.Next(50) == 0;
        isFaulty = random.Next(5) > 1;
        again = random.Next(12) == 0;
        latency = TimeSpan.FromMilliseconds(random.Next(4) switch { 0 => 2, 1 => 5, 2 => 40, _ => 200 });
        var (lost, late, denied) = isFaulty ? (random.Next(3) * 10, random.Next(3) * 5, random.Next(3) * 5) : (0, 0, 0);
        var host = new Host
        {
            IsAtomic = !isFaulty || random.Next(8) > 0,
            TakesTickets = !isFaulty || random.Next(15) > 0,
            ShowsTickets = !isFaulty || random.Next(15) > 0,
            EndsTickets = !isFaulty || random.Next(20) > 0,
        };
        mayLeaveTickets = lost + late > 0 || !host.ShowsTickets || !host.EndsTickets || !host.IsAtomic;
        stage = new Stage(folder, random, host, isCrowd ? random.Next(1, 5) : random.Next(1, 4), (clock, own) => new Line(clock, own) { Latency = latency, Lost = lost, Late = late, Denied = denied });
        if (random.Next(4) == 0)
        {
            Plant(stage);
        }

        var count = isCrowd ? random.Next(50, 101) : random.Next(2, 15);
        var (spread, hold) = (random.NextDouble() * 30, 0.5 + (random.NextDouble() * (isCrowd ? 5 : 30)));
        builds = [.. Enumerable.Range(1, count).Select(number => new SimulatedBuild(number, Chosen(random, spread, hold), stage)).ToList().Where(build => !without.Contains(build.Number))];
        named = builds.ToDictionary(build => $"{build.Number}");
    }

    /// <summary>Plays a seed.</summary>
    /// <param name="seed">The seed.</param>
    /// <param name="folder">A directory for its repositories, which is gone afterwards.</param>
    /// <param name="without">The builds that stay away.</param>
    public static PlayReport Run(int seed, string folder, IReadOnlySet<int> without)
    {
        try
        {
            using var play = new Play(seed, folder, without);
            return play.Run(seed);
        }
#pragma warning disable CA1031 // Whatever it is, it is told with the seed.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return new PlayReport(seed, [fault.ToString()], "");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Plays a seed that breaks a promise again and again, each time without one more of the builds, as long as it breaks one.</summary>
    /// <returns>The play of the fewest builds.</returns>
    public static PlayReport Shortened(PlayReport broken, string folder)
    {
        var away = new HashSet<int>();
        foreach (var build in broken.Builds)
        {
            away.Add(build);
            if (Run(broken.Seed, folder, away) is { Violations.Count: > 0 } shorter)
            {
                broken = shorter;
            }
            else
            {
                away.Remove(build);
            }
        }

        return broken;
    }

    public void Dispose()
    {
        builds.ForEach(build => build.Dispose());
        stage.Dispose();
    }

    private PlayReport Run(int seed)
    {
        builds.ForEach(build => build.Begin());
        Tend();
        stage.Clock.Run(Longest, () => stage.Judge.Watch(builds, Dead));
        foreach (var build in builds)
        {
            if (build.Fault is { } fault)
            {
                stage.Judge.Broken($"build {build.Number} fell over: {fault}");
            }
            else if (!build.IsOver && !build.IsDead)
            {
                stage.Judge.Broken($"build {build.Number} never came to an end");
            }
        }

        foreach (var (name, (_, by)) in stage.Judge.Claimed)
        {
            stage.Judge.Broken($"lock {name} is left claimed by build {by}");
        }

        var left = stage.Host.Tickets.Select(name => name.Split('/')[^1]).Where(name => !mayLeaveTickets && !named[Judge.BuildOf(name)].IsDead).ToList();
        if (left.Count > 0)
        {
            stage.Judge.Broken($"tickets of the living are left: {string.Join(" ", left)}");
        }

        // Five a second in a line that stands; to come, to be served and to go takes each build some more, and more where
        // requests are lost. Where there is no line, each waits for luck at a pace of its own.
        if (stage.Host is { TakesTickets: true, ShowsTickets: true } && stage.Host.Requests > (5 * stage.Clock.Now.TotalSeconds) + (60 * builds.Count))
        {
            stage.Judge.Broken($"the host was asked {stage.Host.Requests} times by {builds.Count} builds in {stage.Clock.Now}");
        }

        var overtakings = Overtakings();
        if (!isFaulty && overtakings.Count > 0)
        {
            stage.Judge.Broken($"though nothing went wrong, builds were served before others who had stood in the line for a second when they came: {string.Join(", ", overtakings.Select(one => $"{one.Build} before {one.Before}"))}");
        }

        return new PlayReport(seed, stage.Judge.Violations, string.Concat(builds.Select(build => $"build {build.Number} {build.Fate}: {(build.IsDead ? "killed" : build.End)}\n")) + stage.Story)
        {
            Builds = [.. builds.Select(build => build.Number)],
            Took = stage.Clock.Now,
            Requests = stage.Host.Requests,
            Pushes = stage.Host.Pushes,
            LongestIdle = stage.Judge.LongestIdle,
            Overtakings = overtakings.Count,
        };
    }

    // No ticket, and one of a time that nobody lives to see; both stand in nobody's way.
    private static void Plant(Stage stage)
    {
        var line = Ticket.LineOf(stage.Source.Branch, stage.Pool);
        stage.Host.Plant($"{line}x");
        stage.Host.Plant($"{line}ffffffff-ffff-7fff-bfff-ffffffffffff/v1,priority=100,want=any,attempt=1,build=1,as=,run=0123abcd");
        stage.Host.Plant($"{line}01900000-0000-7000-8000-000000000000/v2,priority=100,want=any,attempt=1,build=1,as=,run=0123abcd");
        stage.Host.Plant($"{Ticket.LineOf(stage.Source.Branch, stage.Pool.Lifecycle)}01900000-0000-7000-8000-000000000000/v1,priority=100,want=any,attempt=1,build=1,as=,run=0123abcd");
    }

    // Tickets behind which nobody stands.
    private int Dead() => stage.Host.Tickets.Count(name => !named.TryGetValue(Judge.BuildOf(name), out var build) || !build.IsInLine);

    // Somebody releases what the dead hold.
    private void Tend() => stage.Clock.After(TimeSpan.FromSeconds(60), () =>
    {
        foreach (var (name, (_, by)) in stage.Judge.Claimed.ToList())
        {
            if (builds.Exists(build => build.IsDead && $"{build.Number}" == by))
            {
                stage.Release(name);
            }
        }

        if (builds.Exists(build => !build.IsOver && !build.IsDead) || stage.Judge.Claimed.Count > 0)
        {
            Tend();
        }
    });

    // By somebody who came more than a second after the ticket was there of the one who is served later; two who take two
    // locks at once push in any order, and the one who is too late by a moment pushes again; where the host is far away it
    // may be too late some times.
    private List<(string Build, string Before)> Overtakings()
    {
        var wishes = builds.Where(build => build.Fate is { Wants: null, Priority: 0, ClockAhead: 0 }).ToDictionary(build => $"{build.Number}", build => build.Fate.Comes);
        var served = stage.Judge.Served.Where(one => wishes.ContainsKey(one.Build)).ToList();
        return [.. served.SelectMany((one, n) => served.Skip(n + 1).Where(later => later.At - one.At > TimeSpan.FromSeconds(5) + (50 * latency)
            && stage.Judge.Queued.TryGetValue(later.Build, out var since) && since.TotalSeconds < wishes[one.Build] - 1).Take(1).Select(later => (one.Build, later.Build)))];
    }

    private Fate Chosen(Random random, double spread, double hold)
    {
        var fate = new Fate(random.NextDouble() * spread, hold * (0.5 + random.NextDouble()));
        var wants = stage.Locks[random.Next(stage.Locks.Count)];
        fate = random.Next(10) switch
        {
            0 or 1 => fate with { Wants = wants },
            2 => fate with { Wants = wants, Updates = true },
            _ => fate,
        };
        return !isFaulty ? fate : fate with
        {
            Killed = random.Next(10) == 0 ? random.NextDouble() * 60 : null,
            Aborted = random.Next(10) == 0 ? random.NextDouble() * 60 : null,
            Timeout = random.Next(10) switch { 0 => random.NextDouble() * 60, 1 when random.Next(2) == 0 => 0, _ => null },
            ClockAhead = random.Next(6) == 0 ? (random.NextDouble() - 0.5) * 7200 : 0,
            Priority = random.Next(8) == 0 ? random.Next(-3, 4) : 0,
            IsNaive = random.Next(15) == 0,
            RunsAgain = again && !fate.Updates && random.Next(2) == 0,
        };
    }
}
