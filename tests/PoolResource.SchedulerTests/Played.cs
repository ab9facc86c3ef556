using Microsoft.Extensions.Time.Testing;
using PoolResource.Testing;

namespace PoolResource.SchedulerTests;

/// <summary>Runs one seed of a scenario.</summary>
internal static class Played
{
    /// <summary>With the rules and the check in this process, at the time of a manual clock.</summary>
    public static async Task<IReadOnlyList<string>> InProcessAsync(int seed, Scenario scenario)
    {
        var time = new FakeTimeProvider(LockRepository.FirstCommit);
        var retriggerAfter = scenario.RetriggerAfter is { } after ? Duration.Describe(after) : null;
        using var steps = new InProcessSteps($"seed-{seed}", time, retriggerAfter);
        return await new Simulation(seed, scenario, steps, time).RunAsync();
    }

    /// <summary>With the built executables.</summary>
    public static async Task<IReadOnlyList<string>> WithExecutablesAsync(int seed, Scenario scenario)
    {
        using var steps = new ExecutableSteps($"seed-{seed}");
        return await new Simulation(seed, scenario, steps, new FakeTimeProvider(LockRepository.FirstCommit)).RunAsync();
    }
}
