namespace PoolResource.SimulationTests.Plays;

/// <summary>What is looked for when a play is over.</summary>
/// <param name="stage">Where it happened.</param>
/// <param name="builds">The builds.</param>
/// <param name="reapers">The reapers.</param>
internal sealed class Closing(Stage stage, IReadOnlyList<SimulatedBuild> builds, IReadOnlyList<SimulatedReaper> reapers)
{
    /// <summary>Who never came to an end, or fell over; and what is left claimed.</summary>
    public void LooksForEnds()
    {
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

        foreach (var reaper in reapers.Where(reaper => reaper.Fault is not null || !reaper.IsOver))
        {
            stage.Judge.Broken($"reaper {reaper.Number} {(reaper.Fault is { } fault ? $"fell over: {fault}" : "never came to an end")}");
        }

        foreach (var (name, claim) in stage.Judge.Tenures.Standing)
        {
            stage.Judge.Broken($"lock {name} is left claimed by build {claim.Build}");
        }
    }

    /// <summary>Tickets of the living that are left.</summary>
    /// <param name="mayBeLeft">Whether something went wrong by which they may be.</param>
    public void LooksForTickets(bool mayBeLeft)
    {
        var dead = builds.Where(build => build.IsDead).Select(build => $"{build.Number}").ToHashSet();
        var left = stage.Host.Tickets.Where(name => !mayBeLeft && !dead.Contains(Judge.BuildOf(name))).Select(name => name.Split('/')[^1]).ToList();
        if (left.Count > 0)
        {
            stage.Judge.Broken($"tickets of the living are left: {string.Join(" ", left)}");
        }
    }

    /// <summary>
    /// More requests than five a second in a line that stands; to come, to be served and to go takes each build some more, and
    /// more where requests are lost. Where there is no line, each waits for luck at a pace of its own.
    /// </summary>
    public void LooksForRequests()
    {
        var rounds = reapers.Sum(reaper => reaper.Rounds);
        if (stage.Host is { TakesTickets: true, ShowsTickets: true } && stage.Host.Requests > (5 * stage.Clock.Now.TotalSeconds) + (60 * (builds.Count + rounds)))
        {
            stage.Judge.Broken($"the host was asked {stage.Host.Requests} times by {builds.Count} builds, and {rounds} that reaped, in {stage.Clock.Now}");
        }
    }

    /// <summary>
    /// Who was served before whom, having come more than a second after the ticket was there of the one who is served later;
    /// two who take two locks at once push in any order, and the one who is too late by a moment pushes again; where the host
    /// is far away it may be too late some times.
    /// </summary>
    /// <param name="latency">How far away the host is.</param>
    public IReadOnlyList<(string Build, string Before)> Overtakings(TimeSpan latency)
    {
        var wishes = builds.Where(build => build.Fate is { Wants: null, Priority: 0, ClockAhead: 0 }).ToDictionary(build => $"{build.Number}", build => build.Fate.Comes);
        var served = stage.Judge.Served.Where(one => wishes.ContainsKey(one.Build)).ToList();
        return [.. served.SelectMany((one, n) => served.Skip(n + 1).Where(later => later.At - one.At > TimeSpan.FromSeconds(5) + (50 * latency)
            && stage.Judge.Queued.TryGetValue(later.Build, out var since) && since.TotalSeconds < wishes[one.Build] - 1).Take(1).Select(later => (one.Build, later.Build)))];
    }
}
