using System.Collections.Immutable;
using System.Globalization;
using PoolResource.SimulationTests.Plays;
using PoolResource.Testing;

namespace PoolResource.SimulationTests;

/// <summary>
/// Plays seeds in virtual time; POOL_RESOURCE_SIMULATION_SEEDS says which, as FIRST-LAST or one alone. Where ONLY_SEEDS is
/// true, for mutants, the first that breaks a promise is enough, however it is told.
/// </summary>
public sealed class PlayingSeeds
{
    private const string SeedsVariable = "POOL_RESOURCE_SIMULATION_SEEDS";

    [Fact]
    public void BreaksNoPromise()
    {
        var range = (Environment.GetEnvironmentVariable(SeedsVariable) is { Length: > 0 } given ? given : "1-5000").Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        var isQuick = Environment.GetEnvironmentVariable("ONLY_SEEDS") == "true";
        var enough = isQuick ? 1 : 3;
        using var folder = new TestFolder(nameof(PlayingSeeds));
        var failed = new List<PlayReport>();
        var next = range[0] - 1;
        var longest = TimeSpan.Zero;
        var (played, requests, overtakings, rejected, accepted, rounds, reaped) = (0, 0L, 0L, 0L, 0L, 0L, 0L);
        var started = TimeProvider.System.GetTimestamp();
        var threads = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Thread(Work)).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Console.Out.WriteLine($"{played} seeds in {TimeProvider.System.GetElapsedTime(started).TotalSeconds:F0} s: {requests} requests, {accepted} pushes accepted and {rejected} rejected, {overtakings} overtakings, {reaped} claims reaped in {rounds} rounds, the longest of {longest.TotalSeconds:F0} s");
        Assert.True(failed.Count == 0, string.Join("\n\n", failed.OrderBy(report => report.Seed).Take(3).Select(report => $"seed {report.Seed}\n{string.Join('\n', report.Violations)}\n{report.Story}"))
            + $"\nreplay: {string.Join(", ", failed.Select(report => $"ci/simulation.sh --seed {report.Seed}").Order())}");

        void Work()
        {
            while (failed.Count < enough && Interlocked.Increment(ref next) is var seed && seed <= range[^1])
            {
                var report = Play.Run(seed, folder[$"{seed}"], ImmutableHashSet<int>.Empty);
                if (report.Violations.Count > 0 && failed.Count < enough && !isQuick)
                {
                    report = Play.Shortened(report, folder[$"{seed}"]);
                }

                lock (failed)
                {
                    requests += report.Requests;
                    overtakings += report.Overtakings;
                    accepted += report.Pushes.Accepted;
                    rejected += report.Pushes.Rejected;
                    rounds += report.Rounds;
                    reaped += report.Reaped;
                    longest = report.LongestRound > longest ? report.LongestRound : longest;
                    if (++played % 10_000 == 0)
                    {
                        Console.Out.WriteLine($"{played} seeds are played");
                    }

                    if (report.Violations.Count > 0)
                    {
                        failed.Add(report);
                    }

                    if (range.Count == 1)
                    {
                        Console.Out.WriteLine($"{report.Took} {report.Requests} requests, idle {report.LongestIdle}, pushes {report.Pushes}\n{report.Story}");
                    }
                }
            }
        }
    }
}
