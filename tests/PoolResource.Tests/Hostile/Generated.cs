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
        foreach (var seed in Seeds(variable, few, 1))
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
    }

    /// <summary>The same for claims that steps are run for.</summary>
    /// <param name="variable">The variable that says how many.</param>
    /// <param name="few">How many without it.</param>
    /// <param name="each">How many values each seed makes.</param>
    /// <param name="claim">The claim.</param>
    public static async Task HoldAsync(string variable, int few, int each, Func<Random, Task> claim)
    {
        foreach (var seed in Seeds(variable, few, each))
        {
            try
            {
                await claim(new Random(seed));
            }
            catch (Exception fault)
            {
                throw Broken(seed, fault);
            }
        }
    }

    private static IEnumerable<int> Seeds(string variable, int few, int each)
    {
        var count = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } many ? int.Parse(many, CultureInfo.InvariantCulture) : few;
        return Environment.GetEnvironmentVariable(Seed) is { Length: > 0 } seed
            ? [int.Parse(seed, CultureInfo.InvariantCulture)]
            : Enumerable.Range(1, count / each);
    }

    private static InvalidOperationException Broken(int seed, Exception fault) => new($"{Seed}={seed} breaks it: {fault.GetType().Name}: {fault.Message}", fault);

    /// <summary>A text of up to so many of the pieces.</summary>
    public static string Text(Random random, int longest, IReadOnlyList<string> pieces) =>
        string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => pieces[random.Next(pieces.Count)]));
}
