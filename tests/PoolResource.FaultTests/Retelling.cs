using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.History;

namespace PoolResource.FaultTests;

/// <summary>What is asked of every bench in the end.</summary>
internal static class Retelling
{
    /// <summary>Waits until all is over, holds the history against the promises, and retells it.</summary>
    public static async Task<Story> RetellAsync(this Bench bench)
    {
        await bench.SettleAsync();
        var story = new Story(BranchRecord.Read(bench.Repository, bench.Start, bench.Rewrites));
        var violations = ViolationsOf(bench, story).ToList();
        Assert.True(violations.Count == 0, $"{string.Join('\n', violations)}\n{bench.Events}");
        return story;
    }

    /// <summary>Every promise that was broken.</summary>
    public static IEnumerable<Violation> ViolationsOf(Bench bench, Story story) =>
    [
        .. story.Violations,
        .. new AnswerRules(story, bench.Runs, bench.Gets).Check(),
        .. new ClaimRules(story, bench.Runs).Check(),
        .. new ReapRules(story, bench.Runs, bench.Cluster).Check(),
        .. new EndingRules(story, bench.Runs).Check(),
        .. bench.Stragglers.Select(one => new Violation(Promise.StepsEndInOrder, null, one)),
    ];
}
