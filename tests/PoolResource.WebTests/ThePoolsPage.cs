using PoolResource.Testing;

namespace PoolResource.WebTests;

public sealed class ThePoolsPage
{
    [Fact]
    public async Task ShowsEveryLock()
    {
        using var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"], ["env-2"]);
        await using var web = await RunningWeb.StartAsync(locks);

        var page = await web.GetAsync("/");

        Assert.Contains("href=\"/pools/aws/locks/env-1\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/pools/aws/locks/env-2\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FollowsTheBranch()
    {
        using var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
        await using var web = await RunningWeb.StartAsync(locks);
        locks.CommitPool("gcp", ["vm-1"]);

        await web.LookAsync();

        Assert.Contains("href=\"/pools/gcp/locks/vm-1\"", await web.GetAsync("/"), StringComparison.Ordinal);
    }
}
