using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.Faults;
using PoolResource.FaultTests.Line;

namespace PoolResource.FaultTests;

/// <summary>Cases that chance meets seldom: what a push without an answer may turn into.</summary>
public sealed class LosingAnAnswer
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    // The first push is on its way; while the second one is held, it arrives, and somebody builds on it.
    [Fact]
    public async Task DoesNotTakeASecondLockWhenThePushArrivesAfterAll()
    {
        await using var bench = await OpenAsync();
        var (first, second) = (new Gate(), new Gate());
        var plan = new LinePlan([], [new LandsLate(TimeSpan.Zero) { Gate = first }, new HoldsBack(second)]);
        var acquiring = StepsOf(bench, 1).PutAsync(Put.Acquire("aws"), new FaultPlan(plan));
        await second.ReachedAsync(Longest);
        Assert.Equal(bench.Start, bench.Tip);

        first.Open();
        await first.PassedAsync(Longest);
        var arrived = bench.Tip;
        Assert.NotEqual(bench.Start, arrived);
        Assert.True((await StepsOf(bench, 2).PutAsync(Put.Acquire("gcp"), FaultPlan.Sound)).IsDone);
        Assert.NotEqual(arrived, bench.Tip);
        second.Open();
        Assert.True((await acquiring).IsDone);

        Assert.Equal(plan.Pushes.Select(fault => fault.Kind), bench.Faults.Take(2).Select(fault => fault.Kind));
        Assert.Single(bench.Repository.Files, path => path.StartsWith("aws/claimed/env-", StringComparison.Ordinal));
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
        Assert.Contains($"SIGTERM {when} a git command", bench.Faults.Select(fault => fault.Kind));
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
            Put.Claim("aws", "env-1") with { Timeout = null }, new FaultPlan(LinePlan.Sound, new ProcessFault("TERM", when, "ls-remote", 3)));

        Assert.Equal(143, run.Result.ExitCode);
        Assert.Contains($"SIGTERM {when} a git command", bench.Faults.Select(fault => fault.Kind));
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
