using System.Diagnostics;
using System.Globalization;

namespace PoolResource.Tests.Hostile;

/// <summary>Values that nobody would think of, made from a seed that is printed when one breaks a claim.</summary>
internal static class Generated
{
    /// <summary>Replays the values of this seed alone.</summary>
    private const string Seed = "HOSTILE_SEED";

    /// <summary>Makes values and holds a claim against each.</summary>
    /// <param name="variable">The variable that says how many; ci/hostile.sh sets it.</param>
    /// <param name="few">How many without it.</param>
    /// <param name="claim">The claim.</param>
    public static void Hold(string variable, int few, Action<Random> claim)
    {
        var watch = Stopwatch.StartNew();
        var seeds = Seeds(variable, few, 1);
        foreach (var seed in seeds)
        {
            try
            {
                claim(new Random(seed));
            }
            catch (Exception fault)
            {
                throw Broken(seed, fault);
            }
        }

        Report(variable, seeds.Count, watch.Elapsed);
    }

    /// <summary>The same for claims that steps are run for, two at a time for each processor: they mostly wait for git.</summary>
    /// <param name="variable">The variable that says how many.</param>
    /// <param name="few">How many without it.</param>
    /// <param name="each">How many values each seed makes.</param>
    /// <param name="claim">The claim.</param>
    public static async Task HoldAsync(string variable, int few, int each, Func<Random, Task> claim)
    {
        var watch = Stopwatch.StartNew();
        var seeds = Seeds(variable, few, each);
        var options = new ParallelOptions { MaxDegreeOfParallelism = 2 * Environment.ProcessorCount, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(seeds, options, async (seed, _) =>
        {
            try
            {
                await claim(new Random(seed));
            }
            catch (Exception fault)
            {
                throw Broken(seed, fault);
            }
        });
        Report(variable, seeds.Count * each, watch.Elapsed);
    }

    private static List<int> Seeds(string variable, int few, int each) =>
        Environment.GetEnvironmentVariable(Seed) is { Length: > 0 } seed ? [int.Parse(seed, CultureInfo.InvariantCulture)]
        : [.. Enumerable.Range(1, (Asked(variable) ?? few) / each)];

    private static int? Asked(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } many ? int.Parse(many, CultureInfo.InvariantCulture) : null;

    // Only who asks for many wants to know how long they take.
    private static void Report(string variable, int count, TimeSpan time)
    {
        if (Asked(variable) is not null)
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{variable}: {count} held in {time.TotalSeconds:0} s"));
        }
    }

    private static InvalidOperationException Broken(int seed, Exception fault) => new($"{Seed}={seed} breaks it: {fault.GetType().Name}: {fault.Message}", fault);

    /// <summary>A text of up to so many of the pieces.</summary>
    public static string Text(Random random, int longest, IReadOnlyList<string> pieces) =>
        string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => pieces[random.Next(pieces.Count)]));
}
