using PoolResource.FaultTests.Builds;
using PoolResource.FaultTests.Faults;
using PoolResource.FaultTests.Line;

namespace PoolResource.FaultTests;

/// <summary>A host that says no: whether it has done it all the same is in the branch alone.</summary>
public sealed class HearingNo
{
    private static readonly TimeSpan Later = TimeSpan.FromMilliseconds(1500);

    private static readonly Dictionary<string, SaysNo> Refusals = new()
    {
        ["done"] = SaysNo.AndHasDoneIt,
        ["done late"] = SaysNo.AndDoesItAfter(Later),
    };

    private static readonly Dictionary<string, Put> Puts = new()
    {
        ["acquire"] = Put.Acquire("aws"),
        ["claim"] = Put.Claim("aws", "env-1"),
        ["add"] = new Put("add", "aws", "new") { Lock = "env-9" },
        ["add_claimed"] = new Put("add_claimed", "aws", "new") { Lock = "env-9" },
        ["release"] = new Put("release", "aws", "held") { Lock = "env-2" },
        ["remove"] = new Put("remove", "aws", "held") { Lock = "env-2" },
        ["recycle"] = new Put("recycle", "aws", "held") { Lock = "env-2" },
    };

    public static MatrixTheoryData<string, string> Cases { get; } = new(Puts.Keys, ["done", "done late", "passed on twice"]);

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task DoesWhatIsAskedOnce(string put, string what)
    {
        await using var bench = await OpenAsync();
        LineFault fault = Refusals.TryGetValue(what, out var refusal) ? refusal : new PassesOnTwice();
        var start = bench.Tip;

        var run = await StepsOf(bench, 1).PutAsync(Puts[put] with { Timeout = null }, new FaultPlan(new LinePlan([], [fault])));

        Assert.True(run.IsDone, run.Result.Stderr);
        var story = await bench.RetellAsync();
        Assert.Single(story.Record.Commits, commit => commit.Number > story.Record.Find(start)!.Number && !commit.IsByHand);
    }

    // Longer than a few tries at once.
    [Theory]
    [InlineData("release")]
    [InlineData("remove")]
    [InlineData("recycle")]
    public async Task GoesOnWhatGivesALockBackUntilItPasses(string put)
    {
        await using var bench = await OpenAsync();
        var plan = new FaultPlan(LinePlan.Sound with { RefusesPushesFor = 3 * Later });

        var run = await StepsOf(bench, 1).PutAsync(Puts[put] with { Timeout = null }, plan);

        Assert.True(run.IsDone, run.Result.Stderr);
        await bench.RetellAsync();
    }

    // Whoever comes with a claim has been answered before.
    [Fact]
    public async Task ToReadIsNoEndForAStepThatHoldsAClaim()
    {
        await using var bench = await OpenAsync();
        var steps = StepsOf(bench, 1);
        var claim = BuildSteps.AnswerOf(await steps.PutAsync(Put.Acquire("aws"), FaultPlan.Sound));
        Assert.True(await steps.GetAsync(claim, "got"));

        var run = await steps.PutAsync(
            Put.Of("release", "aws", "got", claim) with { Timeout = null },
            new FaultPlan(new LinePlan([new RefusesToRead(), new RefusesToRead(), new RefusesToRead()], [])));

        Assert.True(run.IsDone, run.Result.Stderr);
        await bench.RetellAsync();
    }

    // The first fetch is answered, and the next, which looks for the claim further back, is not.
    [Fact]
    public async Task ToReadIsNoEndOnceTheHostHasAnswered()
    {
        await using var bench = await OpenAsync();
        var steps = StepsOf(bench, 1);
        Assert.True((await steps.PutAsync(Put.Acquire("aws") with { As = "mine" }, FaultPlan.Sound)).IsDone);
        await bench.CommitByHandAsync("something else", Testing.Change.Put(".other", "yes\n"));

        var run = await steps.PutAsync(
            Put.OfNamed("release", "aws", "mine") with { Timeout = null },
            new FaultPlan(new LinePlan([new Sound(), new RefusesToRead(), new RefusesToRead()], [])));

        Assert.True(run.IsDone, run.Result.Stderr);
        await bench.RetellAsync();
    }

    [Fact]
    public async Task ToReadIsTheEndAtFirstContact()
    {
        await using var bench = await OpenAsync();

        // The branch is fetched while the line is looked at.
        var run = await StepsOf(bench, 1).PutAsync(Put.Acquire("aws"), new FaultPlan(new LinePlan([new RefusesToRead(), new RefusesToRead()], [])));

        Assert.Contains("access denied or repository not exported", run.Result.Refusal, StringComparison.Ordinal);
    }

    private static async Task<Bench> OpenAsync()
    {
        var bench = await Bench.OpenAsync(nameof(HearingNo), repository =>
        {
            repository.CommitPool("aws", unclaimed: ["env-1", "env-2", "env-3"]);
            repository.CommitPool("aws-lifecycle");
        });
        bench.Folder.Write("inputs/new/name", "env-9\n");
        bench.Folder.Write("inputs/new/metadata", "new\n");
        bench.Folder.Write("inputs/held/name", "env-2\n");
        Assert.True((await StepsOf(bench, 2).PutAsync(Put.Claim("aws", "env-2"), FaultPlan.Sound)).IsDone);
        return bench;
    }

    private static BuildSteps StepsOf(Bench bench, int number) => new(bench, new BuildIdentity(number), new Random(number));
}
