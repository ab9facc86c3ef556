using System.Text.RegularExpressions;
using PoolResource.Testing;

namespace PoolResource.WebTests.Pages;

public sealed partial class ThePoolsPage
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

    // Whoever pushes writes what dates they like.
    [Fact]
    public async Task StandsWhereLocksAreUsuallyHeldForThousandsOfYears()
    {
        using var folder = new TestFolder();
        var locks = new LockRepository(folder["locks.git"]);
        string[] names = ["env-1", "env-2", "env-3"];
        locks.CommitAllAt(
        [
            In(1990, "set up", names.Append("env-4").Select(name => Change.Put($"aws/unclaimed/{name}"))),
            .. names.Select(name => In(1991, $"claiming: {name}", [Change.Move($"aws/unclaimed/{name}", $"aws/claimed/{name}")])),
            In(2020, "claiming: env-4", [Change.Move("aws/unclaimed/env-4", "aws/claimed/env-4")]),
            .. names.Select(name => In(9990, $"unclaiming: {name}", [Change.Move($"aws/claimed/{name}", $"aws/unclaimed/{name}")])),
        ]);
        await using var web = await RunningWeb.StartAsync(locks);

        Assert.Contains("href=\"/pools/aws/locks/env-4\"", await web.GetAsync("/"), StringComparison.Ordinal);

        static (DateTimeOffset, string, IEnumerable<Change>) In(int year, string message, IEnumerable<Change> changes) => (new(year, 1, 1, 0, 0, 0, TimeSpan.Zero), message, changes);
    }

    [Theory]
    [InlineData("?q=overdue", "env-5")]
    [InlineData("?q=being+cleaned", "env-6")]
    [InlineData("?q=AWS+upgrade", "env-5")]
    [InlineData("?q=camera", "iphone-17")]
    [InlineData("?q=nothing-like-this", "")]
    [InlineData("?sort=since&q=phones", "iphone-17 pixel-9")]
    [InlineData("?sort=-lock&q=gcp", "cluster-3 cluster-2 cluster-1")]
    [InlineData("?sort=lock&sort=-lock&q=gcp", "cluster-3 cluster-2 cluster-1")]
    [InlineData("?sort=state&q=aws", "env-5 env-2 env-3 env-6 env-1 env-4")]
    [InlineData("?sort=holder&q=held+aws", "env-2 env-3 env-5")]
    [InlineData("?sort=nonsense&q=gcp", "cluster-1 cluster-2 cluster-3")]
    public async Task FiltersAndSorts(string query, string names)
    {
        using var folder = new TestFolder();
        await using var web = await RunningWeb.StartAsync(PoolsWithAPast.In(folder["locks.git"], TimeProvider.System.GetUtcNow(), 2));

        var page = await web.GetAsync($"/{query}");

        Assert.Equal(names, string.Join(' ', Name().Matches(page).Select(match => match.Groups[1].Value)));
    }

    [GeneratedRegex("<th scope=\"row\"><a href=\"/pools/[^\"]+/locks/([^\"]+)\"")]
    private static partial Regex Name();
}
