using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.History;
using PoolResource.Testing;

namespace PoolResource.FaultTests;

/// <summary>What came of the play of one seed.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Violations">The promises that were broken.</param>
/// <param name="Faults">Every fault that took place: its kind, and whether the build it happened to did nothing wrong.</param>
/// <param name="Events">All that happened, in order.</param>
internal sealed record PlayReport(
    int Seed, IReadOnlyList<Violation> Violations, IReadOnlyList<(string Kind, bool Survived)> Faults, string Events)
{
    public override string ToString() =>
        $"seed {Seed} breaks {Violations.Count} promises (replay: ci/faults.sh --seed {Seed})\n  {string.Join("\n  ", Violations)}\n{Events}";
}

/// <summary>Ten builds at once on two pools of a few locks, with faults; then the history is held against the promises.</summary>
internal static class SeededPlay
{
    private const int Builds = 10;

    /// <summary>Plays many seeds, four at once for each processor: most of a play is waiting.</summary>
    /// <returns>The reports as they come.</returns>
    public static async IAsyncEnumerable<PlayReport> RunAllAsync(
        IEnumerable<int> seeds, string? scripts, [EnumeratorCancellation] CancellationToken stop)
    {
        // Each step that runs blocks some threads of the pool.
        ThreadPool.SetMinThreads(256, 256);
        var reports = Channel.CreateUnbounded<PlayReport>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = 4 * Environment.ProcessorCount, CancellationToken = stop };
        var playing = Task.Run(
            async () =>
            {
                try
                {
                    await Parallel.ForEachAsync(
                        seeds, options, async (seed, token) => await reports.Writer.WriteAsync(await RunAsync(seed, scripts), token));
                }
                finally
                {
                    reports.Writer.Complete();
                }
            },
            stop);
        await foreach (var report in reports.Reader.ReadAllAsync(stop))
        {
            yield return report;
        }

        await playing;
    }

    /// <param name="seed">Decides everything but how the processes are scheduled.</param>
    /// <param name="scripts">A directory with other scripts than ours; null for ours.</param>
    public static async Task<PlayReport> RunAsync(int seed, string? scripts = null)
    {
        var pools = PoolsOf(new Random(seed));
        await using var bench = await Bench.OpenAsync($"seed-{seed}", repository => repository.Commit("set up", FilesOf(pools)), scripts);
        if (scripts is null)
        {
            new TicketRules(bench).Plant(pools.Keys);
        }

        var violations = await PlayAsync(bench, pools, seed);
        var guilty = violations.Select(violation => violation.Build).ToHashSet();
        return new PlayReport(
            seed,
            violations,
            [.. bench.Faults.Select(fault => (fault.Kind, !guilty.Contains(fault.Build)))],
            bench.Events.ToString());
    }

    // One play that breaks off is no reason to lose all others.
    private static async Task<IReadOnlyList<Violation>> PlayAsync(Bench bench, Dictionary<string, string[]> pools, int seed)
    {
        try
        {
            await Task.WhenAll([.. Enumerable.Range(1, Builds).Select(number => new SimulatedBuild(bench, pools, number, seed).RunAsync()), .. JanitorsOf(bench, [.. pools.Keys], seed)]);
            await bench.SettleAsync();
            return await CheckAsync(bench);
        }
#pragma warning disable CA1031 // Whatever it is, it is told with the seed.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            return [new Violation(Promise.PlaysEnd, null, fault.ToString())];
        }
    }

    // In two plays of three there is one, and in a third of those another one beside it.
    private static IEnumerable<Task> JanitorsOf(Bench bench, IReadOnlyList<string> pools, int seed)
    {
        var random = new Random(seed);
        var number = bench.IsForeign ? 0 : random.Next(9) switch { < 3 => 0, < 7 => 1, _ => 2 };
        if (random.Next(2) == 0)
        {
            bench.Cluster.BeSlow(random);
        }

        return Enumerable.Range(Builds + 1, number).Select(one => new Janitor(bench, pools, one, seed).RunAsync());
    }

    private static Dictionary<string, string[]> PoolsOf(Random random) => new()
    {
        ["aws"] = [.. Enumerable.Range(1, random.Next(2, 4)).Select(number => $"aws-{number}")],
        ["gcp"] = [.. Enumerable.Range(1, random.Next(2, 4)).Select(number => $"gcp-{number}")],
    };

    private static IEnumerable<Change> FilesOf(Dictionary<string, string[]> pools) =>
        pools.SelectMany(pool => pool.Value.Select(name => Change.Put($"{pool.Key}/unclaimed/{name}", $"content of {name}\n")));

    private static async Task<IReadOnlyList<Violation>> CheckAsync(Bench bench)
    {
        var story = new Story(BranchRecord.Read(bench.Repository, bench.Start, bench.Rewrites));
        foreach (var commit in story.Record.Commits)
        {
            bench.Events.Add($"in the branch: {commit}");
        }

        return [.. Retelling.ViolationsOf(bench, story), .. new TicketRules(bench).Check(), .. await CleanRun.CheckAsync(bench)];
    }
}
