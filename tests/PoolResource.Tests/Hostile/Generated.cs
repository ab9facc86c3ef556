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
        var count = Environment.GetEnvironmentVariable(variable) is { Length: > 0 } many ? int.Parse(many, CultureInfo.InvariantCulture) : few;
        var seeds = Environment.GetEnvironmentVariable(Seed) is { Length: > 0 } seed
            ? [int.Parse(seed, CultureInfo.InvariantCulture)]
            : Enumerable.Range(1, count);
        foreach (var one in seeds)
        {
            try
            {
                claim(new Random(one));
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"{Seed}={one} breaks it: {fault.Message}", fault);
            }
        }
    }

    /// <summary>A text of up to so many of the pieces.</summary>
    public static string Text(Random random, int longest, IReadOnlyList<string> pieces) =>
        string.Concat(Enumerable.Range(0, random.Next(longest + 1)).Select(_ => pieces[random.Next(pieces.Count)]));
}
