using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.Faults;
using PoolResource.FaultTests.Line;

namespace PoolResource.FaultTests;

/// <summary>A claim that is on its way when its step has to end is taken back when it lands.</summary>
public sealed class LeavingAChild
{
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(12);

    private static FaultPlan AbortedInASlowPush => new(
        new LinePlan([], [new Holds(Way.ToServer, 150, TooLong)]), new ProcessFault("TERM", "during", "push", 1));

    [Theory]
    [InlineData("acquire")]
    [InlineData("claim")]
    [InlineData("add_claimed")]
    public async Task TakesBackWhatLandsAfterTheStep(string operation)
    {
        await using var bench = await OpenAsync();

        var run = await StepsOf(bench).PutAsync(Put(operation), AbortedInASlowPush);

        Assert.Equal(143, run.Result.ExitCode);
        Assert.True(run.Signal!.UntilEnd < TooLong, $"it took {run.Signal.UntilEnd}");
        var story = await bench.RetellAsync();
        Assert.NotNull(Assert.Single(story.Tenancies).Ended);
    }

    // What then leaks is known to nobody who lives.
    [Fact]
    public async Task IsInVainWhenItIsKilled()
    {
        await using var bench = await OpenAsync();

        var run = await StepsOf(bench).PutAsync(Put("acquire"), AbortedInASlowPush with { KillsChildAfter = TimeSpan.Zero });

        Assert.True(run.IsChildKilled);
        var story = await bench.RetellAsync();
        Assert.Null(Assert.Single(story.Tenancies).Ended);
    }

    // A second run of the same put finds the claim that the first one's child is to take back: one of them has its way.
    [Fact]
    public async Task DoesNotTakeBackWhatASecondRunHolds()
    {
        await using var bench = await OpenAsync();
        var put = Put("acquire") with { As = "mine", Timeout = null };
        await StepsOf(bench).PutAsync(put, AbortedInASlowPush);
        while (bench.Tip == bench.Start)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.True((await StepsOf(bench).PutAsync(put, FaultPlan.Sound)).IsDone);
        await bench.RetellAsync();
    }

    [Fact]
    public async Task IsNotNeededWhenNobodyReadsTheAnswer()
    {
        await using var bench = await OpenAsync();

        var run = await StepsOf(bench).PutAsync(Put("acquire"), FaultPlan.Sound with { HasNoReader = true });

        Assert.Equal(1, run.Result.ExitCode);
        var story = await bench.RetellAsync();
        Assert.NotNull(Assert.Single(story.Tenancies).Ended);
    }

    private static async Task<Bench> OpenAsync()
    {
        var bench = await Bench.OpenAsync(nameof(LeavingAChild), repository => repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]));
        bench.Folder.Write("inputs/new/name", "env-3\n");
        bench.Folder.Write("inputs/new/metadata", "new\n");
        return bench;
    }

    private static Put Put(string operation) => operation switch
    {
        "acquire" => Builds.Put.Acquire("aws"),
        "claim" => Builds.Put.Claim("aws", "env-1"),
        _ => new Put(operation, "aws", "new") { Lock = "env-3" },
    };

    private static BuildSteps StepsOf(Bench bench) => new(bench, new BuildIdentity(1), new Random(1));
}
