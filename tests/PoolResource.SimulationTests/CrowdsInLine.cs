using PoolResource.SimulationTests.Plays;
using PoolResource.SimulationTests.World;
using PoolResource.Testing;

namespace PoolResource.SimulationTests;

/// <summary>Crowds in virtual time, on a host that is as near, or as far, as is said.</summary>
public sealed class CrowdsInLine
{
    [Theory]
    // Builds, locks, seconds that each is held, latency in ms; then at most: time ÷ ideal, median hand-over in s, rejected pushes a claim.
    [InlineData(16, 2, 1, 5, 1.5, 0.6, 0.2)]
    [InlineData(64, 4, 20, 5, 1.15, 1, 0.1)]
    [InlineData(64, 4, 20, 60, 1.3, 2, 0.2)]
    [InlineData(200, 1, 10, 5, 1.2, 1, 0.1)]
    public void AreServedInOrderAndSoon(int builds, int locks, int hold, int latency, double time, double handover, double rejected)
    {
        var seen = Play(builds, locks, hold, latency, _ => { });

        Console.Out.WriteLine($"| {builds} | {locks} | {hold} s | {latency} ms | {seen.Time:F2} | {seen.Handover:F2} s | {seen.Rejected:F2} | {seen.Rate:F1} | {seen.Overtaken} |");
        Assert.Equal(0, seen.Overtaken);
        Assert.True(seen.Time <= time && seen.Handover <= handover && seen.Rejected <= rejected, $"{seen}");
    }

    [Fact]
    public void AskAHostNoMoreThanFiveTimesASecondWhileNobodyMoves()
    {
        var (from, to) = (0, 0);
        Play(200, 1, 900, 5, stage =>
        {
            stage.Clock.After(TimeSpan.FromSeconds(120), () => from = stage.Host.Requests);
            stage.Clock.After(TimeSpan.FromSeconds(840), () => to = stage.Host.Requests);
        }, until: TimeSpan.FromSeconds(850));

        Console.Out.WriteLine($"| 200 | 1 | for good | 5 ms | | | | {(to - from) / 720.0:F1} | |");
        Assert.InRange((to - from) / 720.0, 0.5, 5);
    }

    private static Seen Play(int count, int locks, double hold, int latency, Action<Stage> watch, TimeSpan? until = null)
    {
        using var folder = new TestFolder(nameof(CrowdsInLine));

        // Plays keep their thread for long.
        return Task.Factory.StartNew(
            () => Play(folder["play"], count, locks, hold, latency, watch, until ?? TimeSpan.FromHours(10)), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)
            .GetAwaiter().GetResult();
    }

    private static Seen Play(string folder, int count, int locks, double hold, int latency, Action<Stage> watch, TimeSpan until)
    {
        using var stage = new Stage(folder, new Random(7), new Host(), locks, (clock, random) => new Line(clock, random) { Latency = TimeSpan.FromMilliseconds(latency) });
        // All within ten seconds.
        var builds = Enumerable.Range(1, count).Select(number => new SimulatedBuild(number, new Fate(10.0 * number / count, hold), stage)).ToList();
        builds.ForEach(build => build.Begin());
        watch(stage);
        stage.Clock.Run(until, () => { });
        builds.ForEach(build => build.Dispose());
        Assert.Empty(stage.Judge.Violations);
        Assert.All(builds, build => Assert.Null(build.Fault));
        var comes = builds.ToDictionary(build => $"{build.Number}", build => build.Fate.Comes);
        var served = stage.Judge.Served.Select(one => comes[one.Build]).ToList();
        var handovers = stage.Judge.Handovers.Order().ToList();
        return new Seen(
            stage.Judge.Served.Count < count ? double.NaN : (stage.Judge.Served[^1].At.TotalSeconds + hold) / (hold * count / locks),
            handovers.Count == 0 ? 0 : handovers[handovers.Count / 2].TotalSeconds,
            (double)stage.Host.Pushes.Rejected / count,
            stage.Host.Requests / stage.Clock.Now.TotalSeconds,
            served.Where((one, n) => served.Skip(n + 1).Any(later => later < one - 1)).Count());
    }

    private sealed record Seen(double Time, double Handover, double Rejected, double Rate, int Overtaken);
}
