using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.Faults;
using PoolResource.FaultTests.History;
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

        await HoldsItsPromisesAsync(bench);
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
        await HoldsItsPromisesAsync(bench);
    }

    // The push is swallowed by a host that stands still, and gets in when nobody waits for it any more.
    [Fact]
    public async Task EndsInTimeAndSaysWhatMayBeLeftWhenTheHostStandsStill()
    {
        await using var bench = await OpenAsync();
        var line = new LinePlan([], [new Holds(Way.ToServer, 150, 8 * Later)]);

        var run = await StepsOf(bench, 1).PutAsync(Put.Acquire("aws"), new FaultPlan(line, new ProcessFault("TERM", "during", "push", 1)));

        Assert.Equal(143, run.Result.ExitCode);
        Assert.InRange(run.Signal!.UntilEnd, TimeSpan.Zero, 8 * Later);
        await HoldsItsPromisesAsync(bench);
        Assert.Contains(bench.Tip, run.Result.Stderr, StringComparison.Ordinal);
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
        await HoldsItsPromisesAsync(bench);
    }

    private static Task<Bench> OpenAsync() => Bench.OpenAsync(nameof(LosingAnAnswer), repository =>
    {
        repository.CommitPool("aws", unclaimed: ["env-1", "env-2", "env-3"]);
        repository.CommitPool("gcp", unclaimed: ["box-1"]);
    });

    private static BuildSteps StepsOf(Bench bench, int number) =>
        new(bench, new Build($"{1000 + number}", $"{number}", "test", "deploy", "main", $"https://ci.example.com/builds/{number}"), new Random(number));

    private static async Task HoldsItsPromisesAsync(Bench bench)
    {
        await bench.SettleAsync();
        var story = new Story(BranchRecord.Read(bench.Repository, bench.Start));
        Violation[] violations =
        [
            .. story.Violations,
            .. new AnswerRules(story, bench.Runs).Check(),
            .. new ClaimRules(story, bench.Runs).Check(),
            .. new EndingRules(story, bench.Runs).Check(),
        ];
        Assert.True(violations.Length == 0, $"{string.Join('\n', violations.AsEnumerable())}\n{bench.Events}");
    }
}
