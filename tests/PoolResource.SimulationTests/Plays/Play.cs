using PoolResource.Queue;
using PoolResource.SimulationTests.World;

namespace PoolResource.SimulationTests.Plays;

/// <summary>Builds on a pool, all that befalls them chosen by a seed.</summary>
internal sealed class Play : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(12);

    private readonly Stage stage;
    private readonly List<SimulatedBuild> builds;
    private readonly List<SimulatedReaper> reapers = [];
    private readonly Dictionary<string, SimulatedBuild> named;
    private readonly bool isFaulty;
    private readonly bool mayLeaveTickets;
    private readonly TimeSpan latency;

    private Play(int seed, string folder, IReadOnlySet<int> without)
    {
        var random = new Random(seed);
        var isCrowd = random.Next(50) == 0;
        isFaulty = random.Next(5) > 1;
        var again = random.Next(12) == 0;
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
        // What the janitor does is decided apart, so that the rest of a seed's play stays as it was.
        var janitor = new Random(seed ^ 0x6a616e);
        var isReaped = !isCrowd && janitor.Next(3) == 0;
        var isLeased = isReaped || janitor.Next(4) == 0;
        var crew = new Reapers(janitor, isFaulty);
        stage = new Stage(folder, random, host, isCrowd ? random.Next(1, 5) : random.Next(1, 4), (clock, own) => new Line(clock, own) { Latency = latency, Lost = lost, Late = late, Denied = denied })
        {
            ActsByClaim = isLeased,
            MayEndBuilds = isReaped,
            MakeConcourse = crew.Concourse,
        };
        if (random.Next(4) == 0)
        {
            Plant(stage);
        }

        var count = isCrowd ? random.Next(50, 101) : random.Next(2, 15);
        var (spread, hold) = (random.NextDouble() * 30, 0.5 + (random.NextDouble() * (isCrowd ? 5 : 30)));
        var fates = new Fates(stage.Locks, isFaulty, again);
        builds = [.. Enumerable.Range(1, count).Select(number => new SimulatedBuild(number, Fate(), stage)).ToList().Where(build => !without.Contains(build.Number))];
        if (isReaped)
        {
            reapers = [.. crew.Next(stage.Pool).Select((fate, n) => new SimulatedReaper(901 + n, fate, stage, IsGoingOn)).Where(reaper => !without.Contains(reaper.Number))];
        }

        stage.Concourse.Hide(builds.Select(build => $"{build.Number}"));

        Fate Fate()
        {
            var fate = fates.Next(random, spread, hold);
            fate = isLeased ? Fates.Leased(fate, janitor) : fate;
            return isReaped ? fates.Reaped(fate, janitor) : fate;
        }
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
        reapers.ForEach(reaper => reaper.Dispose());
        stage.Dispose();
    }

    private PlayReport Run(int seed)
    {
        builds.ForEach(build => build.Begin());
        reapers.ForEach(reaper => reaper.Begin());
        Tend();
        stage.Clock.Run(Longest, () => stage.Judge.Watch(builds, Dead));
        var closing = new Closing(stage, builds, reapers);
        closing.LooksForEnds();
        closing.LooksForTickets(mayLeaveTickets);
        closing.LooksForRequests();
        var overtakings = closing.Overtakings(latency);
        if (!isFaulty && overtakings.Count > 0)
        {
            stage.Judge.Broken($"though nothing went wrong, builds were served before others who had stood in the line for a second when they came: {string.Join(", ", overtakings.Select(one => $"{one.Build} before {one.Before}"))}");
        }

        return new PlayReport(seed, stage.Judge.Violations, string.Concat(builds.Select(build => $"build {build.Number} {build.Fate}: {(build.IsDead ? "killed" : build.End)}\n").Concat(reapers.Select(reaper => $"reaper {reaper.Number} {reaper.Fate}\n"))) + stage.Story)
        {
            Builds = [.. builds.Select(build => build.Number), .. reapers.Select(reaper => reaper.Number)],
            Rounds = reapers.Sum(reaper => reaper.Rounds),
            Reaped = stage.Judge.Reaps.Reaped.Count,
            LongestRound = stage.Judge.Reaps.Longest,
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

    // Somebody releases what the dead hold, unless a reaper will, and brings back what is clean.
    private void Tend() => stage.Clock.After(TimeSpan.FromSeconds(60), () =>
    {
        foreach (var (name, claim) in stage.Judge.Tenures.Standing.ToList())
        {
            if (builds.Find(build => $"{build.Number}" == claim.Build) is { HasLeft: true } left && !reapers.Exists(reaper => reaper.Fate.Covers(
                    left.IsDead ? "errored" : stage.Concourse.EndOf(claim.Build)?.Status, !stage.Concourse.Hidden.Contains(claim.Build!), claim.LeaseUntil is not null)))
            {
                stage.Release(name);
            }
        }

        if (reapers.Count > 0)
        {
            stage.Restore();
        }

        if (IsGoingOn())
        {
            Tend();
        }
    });

    private bool IsGoingOn() => builds.Exists(build => !build.IsOver && !build.IsDead) || stage.Judge.Tenures.Standing.Count > 0;
}
