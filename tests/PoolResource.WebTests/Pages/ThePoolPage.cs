using PoolResource.Testing;

namespace PoolResource.WebTests.Pages;

public sealed class ThePoolPage : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TellsWhoHoldsWhoWaitsAndWhoHeld()
    {
        await using var web = await RunningWeb.StartAsync(PoolsWithAPast.In(folder["locks.git"], TimeProvider.System.GetUtcNow(), 2));

        var page = await web.GetAsync("/pools/phones");

        Assert.Contains("a crash in the camera that only this one has", page, StringComparison.Ordinal);
        Assert.Contains("href=\"https://ci.example.com/builds/89991\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/holders/payments/release\"", page, StringComparison.Ordinal);
        Assert.Matches("<a href=\"https://ci.example.com/teams/main/pipelines/end-to-end/jobs/browsers/builds/88\" class=\"bar c\\d+\"><title>main/end-to-end/browsers build 88, .* and still</title>", page);
        Assert.Contains("<title>Ada Lovelace (at a terminal), ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CutsWhatBeganEarlierToThePeriod()
    {
        var now = TimeProvider.System.GetUtcNow();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitAllAt(
        [
            (now.AddDays(-9), "set up", [Change.Put("aws/claimed/.gitkeep"), Change.Put("aws/unclaimed/env-1")]),
            (now.AddDays(-8), "main/deploy/test build 1 claiming: env-1", [Change.Move("aws/unclaimed/env-1", "aws/claimed/env-1")]),
        ]);
        await using var web = await RunningWeb.StartAsync(locks);

        Assert.Contains("<rect x=\"0%\" width=\"100%\"", await web.GetAsync("/pools/aws?last=7d"), StringComparison.Ordinal);
        Assert.DoesNotContain("<rect x=\"0%\" width=\"100%\"", await web.GetAsync("/pools/aws?last=30d"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/pools/nowhere")]
    [InlineData("/pools/aws/locks/never")]
    [InlineData("/pools/nowhere/locks/env-1")]
    [InlineData("/holders/main/never")]
    [InlineData("/pools")]
    [InlineData("/pools/..%2Faws")]
    public async Task IsNotThereForWhatNeverWas(string path)
    {
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
        await using var web = await RunningWeb.StartAsync(locks);

        using var answer = await web.Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task IsEmptyForABranchThatHasNoPools()
    {
        var locks = new LockRepository(folder["locks.git"]);
        locks.Commit("begin", Change.Put("README.md", "locks\n"));
        await using var web = await RunningWeb.StartAsync(locks);

        Assert.Contains("There is no pool here yet", await web.GetAsync("/"), StringComparison.Ordinal);
        Assert.Contains("Nothing has happened here yet", await web.GetAsync("/activity"), StringComparison.Ordinal);
    }
}
