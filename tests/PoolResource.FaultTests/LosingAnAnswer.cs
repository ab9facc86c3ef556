using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.Faults;
using PoolResource.FaultTests.Line;

namespace PoolResource.FaultTests;

/// <summary>Cases that chance meets seldom: what a push without an answer may turn into.</summary>
public sealed class LosingAnAnswer
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(1000);

    // The first push is on its way for a second; while the second one is held, it arrives, and somebody builds on it.
    [Fact]
    public async Task DoesNotTakeASecondLockWhenThePushArrivesAfterAll()
    {
        await using var bench = await OpenAsync();
        var plan = new LinePlan([], [new LandsLate(Later), new Holds(Way.ToServer, 0, 4 * Later)]);
        var acquiring = StepsOf(bench, 1).PutAsync(Put.Acquire("aws"), new FaultPlan(plan));
        while (bench.Tip == bench.Start)
        {
            await Task.Delay(Later / 50, TimeProvider.System, TestContext.Current.CancellationToken);
        }

        Assert.True((await StepsOf(bench, 2).PutAsync(Put.Acquire("gcp"), FaultPlan.Sound)).IsDone);
        Assert.True((await acquiring).IsDone);

        await bench.RetellAsync();
    }

    [Theory]
    [InlineData("before")]
    [InlineData("during")]
    [InlineData("after")]
    public async Task EndsByTheSignalThatComesMeanwhile(string when)
    {
        await using var bench = await OpenAsync();
        var plan = new FaultPlan(new LinePlan([], [new Refuses(), new Refuses()]), new ProcessFault("TERM", when, "push", 1));

        var run = await StepsOf(bench, 1).PutAsync(Put.Acquire("aws"), plan);

        Assert.Equal(143, run.Result.ExitCode);
        await bench.RetellAsync();
    }

    [Theory]
    [InlineData("before")]
    [InlineData("during")]
    [InlineData("after")]
    public async Task OfAQuestionEndsTheWaitBySignal(string when)
    {
        await using var bench = await OpenAsync();
        Assert.True((await StepsOf(bench, 1).PutAsync(Put.Claim("aws", "env-1"), FaultPlan.Sound)).IsDone);

        var run = await StepsOf(bench, 2).PutAsync(
            Put.Claim("aws", "env-1") with { Timeout = null }, new FaultPlan(LinePlan.Sound, new ProcessFault("TERM", when, "fetch", 3)));

        Assert.Equal(143, run.Result.ExitCode);
        await bench.RetellAsync();
    }

    private static Task<Bench> OpenAsync() => Bench.OpenAsync(nameof(LosingAnAnswer), repository =>
    {
        repository.CommitPool("aws", unclaimed: ["env-1", "env-2", "env-3"]);
        repository.CommitPool("gcp", unclaimed: ["box-1"]);
    });

    private static BuildSteps StepsOf(Bench bench, int number) =>
        new(bench, new BuildIdentity(number), new Random(number));
}
