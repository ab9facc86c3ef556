using Microsoft.Extensions.Time.Testing;
using PoolResource.Builds;
using PoolResource.Testing;

namespace PoolResource.Tests.Builds;

/// <summary>What a step is told of its own build, on a clock that the test moves.</summary>
public sealed class OwnBuilds : JudgingTest
{
    private static readonly Build Own = new("7", "42", "test", "deploy", "main", $"{Claims.Cluster}/builds/7");

    private readonly Clock clock = new();

    [Fact]
    public async Task AreAskedAboutAfterAMinuteAndThenEveryFive()
    {
        Concourse.Add(new ConcourseBuild(7, "42", "started"));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var ending = new OwnBuild(Access, Own, null, clock).EndAsync(stop.Token);

        clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Empty(Concourse.Requests);
        clock.Advance(TimeSpan.FromSeconds(1));
        await AskedAsync(1);

        for (var times = 2; times < 4; times++)
        {
            await WaitingAsync(times - 1);
            clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
            Assert.Equal(times - 1, Asked);
            clock.Advance(TimeSpan.FromSeconds(1));
            await AskedAsync(times);
        }

        await WaitingAsync(3);
        Assert.False(ending.IsCompleted);
        Concourse.Add(new ConcourseBuild(7, "42", "errored"));
        clock.Advance(TimeSpan.FromMinutes(5));
        Sentence.Matches("http://127.0.0.1:… says that this build is over (errored): it waits no longer, and takes nothing; start another build where it is still needed", await ending);
    }

    [Theory]
    [InlineData("succeeded", true, "over (succeeded)")]
    [InlineData("failed", true, "over (failed)")]
    [InlineData("aborted", false, "over (aborted)")]
    [InlineData(null, true, "gone")]
    [InlineData(null, false, "gone")]
    public async Task AreToldToBeOver(string? status, bool isExposed, string how)
    {
        Concourse.Pipelines["main/deploy"] = isExposed;
        if (!isExposed)
        {
            LogIn("main");
        }

        if (status is not null)
        {
            Concourse.Add(new ConcourseBuild(7, "42", status) { IsExposed = isExposed });
        }

        var ending = new OwnBuild(Access, Own, null, clock).EndAsync(TestContext.Current.CancellationToken);
        clock.Advance(OwnBuild.First);

        Assert.Contains($"says that this build is {how}: it", await ending, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreAskedAboutInTheirOwnClusterWhereNothingElseIsSaid()
    {
        Concourse.ExternalUrl = null;
        Concourse.Add(new ConcourseBuild(7, "42", "aborted"));
        var ending = new OwnBuild(null, Own with { Url = $"{Concourse.Origin}/builds/7" }, Concourse.Origin, clock).EndAsync(TestContext.Current.CancellationToken);
        clock.Advance(OwnBuild.First);

        Assert.Contains("over (aborted)", await ending, StringComparison.Ordinal);
        Assert.Equal(["GET /api/v1/info", "GET /api/v1/builds/7"], Concourse.Requests);
    }

    [Theory]
    [InlineData("another build")]
    [InlineData("another cluster")]
    [InlineData("hidden")]
    [InlineData("refused")]
    [InlineData("broken")]
    public async Task GoOnWhereItCannotBeTold(string why)
    {
        Concourse.Add(new ConcourseBuild(7, why == "another build" ? "43" : "42", "failed") { IsExposed = why != "hidden" });
        Concourse.Answer(request => why == "broken" && request.Contains("/builds", StringComparison.Ordinal) ? new(400, "") : why == "refused" && request.StartsWith("POST", StringComparison.Ordinal) ? new(401, "") : null);
        if (why == "refused")
        {
            LogIn("main");
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var ending = new OwnBuild(Access, why == "another cluster" ? Own with { Url = "https://other.example.com/builds/7" } : Own, null, clock).EndAsync(stop.Token);
        clock.Advance(OwnBuild.First);

        await WaitingAsync(1);
        Assert.False(ending.IsCompleted);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ending);
    }

    [Theory]
    [InlineData(null, "test", "https://ci.example.com/builds/7")]
    [InlineData("7", "test", null)]
    public async Task AreAskedOfNobodyWhereTheyAreNotNamed(string? id, string? job, string? url)
    {
        using var stop = new CancellationTokenSource();
        var ending = new OwnBuild(Access, new Build(id, null, job, "deploy", "main", url), Concourse.Origin, clock).EndAsync(stop.Token);
        clock.Advance(TimeSpan.FromHours(1));

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ending);
        Assert.Empty(Concourse.Requests);
    }

    private int Asked => Concourse.Requests.Count(request => request.StartsWith("GET /api/v1/builds/7", StringComparison.Ordinal));

    private async Task AskedAsync(int times)
    {
        while (Asked < times)
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    // Until it has the answer, and waits for the next time to ask.
    private async Task WaitingAsync(int times)
    {
        while (clock.Waits < times)
        {
            await Task.Yield();
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
        }
    }

    private sealed class Clock : FakeTimeProvider
    {
        private int waits;

        /// <summary>How many waits for the next time to ask have begun.</summary>
        public int Waits => Volatile.Read(ref waits);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = base.CreateTimer(callback, state, dueTime, period);
            if (dueTime == OwnBuild.Again)
            {
                Interlocked.Increment(ref waits);
            }

            return timer;
        }
    }
}
