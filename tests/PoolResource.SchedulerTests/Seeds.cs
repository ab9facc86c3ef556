using System.Globalization;

namespace PoolResource.SchedulerTests;

/// <summary>Runs a scenario for many seeds; POOL_RESOURCE_SEED in the environment replays one of them alone.</summary>
internal static class Seeds
{
    private const string Variable = "POOL_RESOURCE_SEED";

    /// <summary>Fails with the first seed that goes wrong, and with all that happened in it.</summary>
    public static async Task HoldAsync(int count, Func<int, Task<IReadOnlyList<string>>> run)
    {
        foreach (var seed in Of(count))
        {
            var wrong = await run(seed);
            Assert.True(wrong.Count == 0, $"{Variable}={seed}\n{string.Join('\n', wrong)}");
        }
    }

    /// <summary>How many of the seeds go wrong.</summary>
    public static async Task<int> CountWrongAsync(int count, Func<int, Task<IReadOnlyList<string>>> run)
    {
        var wrong = 0;
        for (var seed = 1; seed <= count; seed++)
        {
            wrong += (await run(seed)).Count > 0 ? 1 : 0;
        }

        return wrong;
    }

    private static IEnumerable<int> Of(int count) =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } one
            ? [int.Parse(one, CultureInfo.InvariantCulture)]
            : Enumerable.Range(1, count);
}
