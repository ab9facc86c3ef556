using PoolResource.Testing;

namespace PoolResource.WebTests.Api;

public sealed class TheMetrics : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private readonly LockRepository locks;
    private RunningWeb? web;

    public TheMetrics() => locks = BranchWithHistory.In(folder);

    public async ValueTask InitializeAsync() => web = await RunningWeb.StartAsync(locks);

    public async ValueTask DisposeAsync()
    {
        await web!.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData("pool_resource_locks{pool=\"aws\",state=\"claimed\"} 1")]
    [InlineData("pool_resource_claims_total{pool=\"aws\"} 2")]
    [InlineData("pool_web_open_streams 0")]
    [InlineData("pool_web_failed_looks_total 0")]
    [InlineData("pool_web_requests_total{status=\"4xx\"} 1")]
    [InlineData("# TYPE dotnet_collection_count_total counter")]
    [InlineData("# TYPE process_working_set_bytes gauge")]
    [InlineData("# TYPE process_num_threads gauge")]
    public async Task Tell(string line)
    {
        using var missing = await web!.SendAsync(HttpMethod.Get, "/api/v1/nothing");

        Assert.Contains(line, (await web!.GetAsync("/metrics")).Split('\n'));
    }

    [Fact]
    public async Task FollowTheBranchAndTheTime()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(LockRepository.FirstCommit.AddMinutes(10));
        await using var then = await RunningWeb.StartAsync(locks, time: time);
        Assert.Contains("pool_resource_oldest_claim_age_seconds{pool=\"aws\"} 360\n", await then.GetAsync("/metrics"), StringComparison.Ordinal);
        time.Advance(TimeSpan.FromSeconds(0.5));
        Assert.Contains("pool_resource_oldest_claim_age_seconds{pool=\"aws\"} 360.5\n", await then.GetAsync("/metrics"), StringComparison.Ordinal);

        locks.Release(8);
        await web!.LookAsync();

        Assert.Contains("pool_resource_releases_total{pool=\"aws\"} 2\n", await web!.GetAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NameNoPath()
    {
        using var missing = await web!.SendAsync(HttpMethod.Get, "/api/v1/strange-thing");

        Assert.DoesNotContain("strange-thing", await web!.GetAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellOfAHostThatIsAway()
    {
        Directory.Move(locks.Path, folder["away.git"]);
        await web!.LookAsync();

        Assert.DoesNotContain("pool_web_failed_looks_total 0\n", await web!.GetAsync("/metrics"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreTakenByPrometheus()
    {
        locks.CommitPool("a \"b\" \\c{}=ü", ["x"]);
        await web!.LookAsync();

        Assert.Equal((0, ""), await Promtool.CheckAsync(await web!.GetAsync("/metrics"), TestContext.Current.CancellationToken));
    }
}
