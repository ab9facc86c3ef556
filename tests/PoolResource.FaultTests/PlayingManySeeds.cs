using System.Globalization;
using PoolResource.FaultTests.Faults;

// Time is part of what is tested here: a play that shares the machine with another is not the same play.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace PoolResource.FaultTests;

public sealed class PlayingManySeeds
{
    /// <summary>Which seeds to play, as FIRST-LAST or one alone; 1-40 when it is not set.</summary>
    private const string SeedsVariable = "POOL_RESOURCE_FAULT_SEEDS";

    /// <summary>How often to play each of them; once when it is not set.</summary>
    private const string TimesVariable = "POOL_RESOURCE_FAULT_TIMES";

    [Fact]
    public async Task BreaksNoPromise()
    {
        var seeds = Seeds();
        var tally = new FaultTally();
        var failed = new List<int>();
        var played = 0;
        var started = TimeProvider.System.GetTimestamp();
        await foreach (var report in SeededPlay.RunAllAsync(seeds, scripts: null, TestContext.Current.CancellationToken))
        {
            tally.Add(report.Faults);
            if (++played % 100 == 0)
            {
                await Console.Out.WriteLineAsync($"{played} of {seeds.Count} seeds are played");
            }

            if (report.Violations.Count > 0)
            {
                failed.Add(report.Seed);
            }

            // One seed alone is played to be looked at.
            if (report.Violations.Count > 0 || seeds.Count == 1)
            {
                await Console.Out.WriteLineAsync($"{report}\n");
            }
        }

        var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds.ToString("F0", CultureInfo.InvariantCulture);
        await Console.Out.WriteLineAsync($"{seeds.Count} seeds in {seconds} s, {failed.Count} of them break promises\n{tally}");
        Assert.True(failed.Count == 0, $"promises are broken; replay: {string.Join(", ", failed.Select(seed => $"ci/faults.sh --seed {seed}"))}");
    }

    private static List<int> Seeds()
    {
        var range = Setting(SeedsVariable, "1-40").Split('-').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        var times = int.Parse(Setting(TimesVariable, "1"), CultureInfo.InvariantCulture);
        return [.. Enumerable.Repeat(Enumerable.Range(range[0], range[^1] - range[0] + 1), times).SelectMany(all => all)];
    }

    private static string Setting(string variable, string otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } given ? given : otherwise;
}
