using PoolResource.Testing;

namespace PoolResource.WebTests.Browser;

/// <summary>Pools with a past of some days, shown to a class of tests.</summary>
public sealed class ShownPools : IAsyncLifetime
{
    private readonly TestFolder folder = new(nameof(ShownPools));

    internal RunningWeb Web { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Web = await RunningWeb.StartAsync(PoolsWithAPast.In(folder["locks.git"], TimeProvider.System.GetUtcNow(), days: 1), "commit_url: https://git.example.com/locks/commit/{commit}");

    public async ValueTask DisposeAsync()
    {
        await Web.DisposeAsync();
        folder.Dispose();
    }
}

public sealed class EveryPage(Chromium chromium, ShownPools shown) : BrowserTest(chromium), IClassFixture<ShownPools>
{
    public static TheoryData<string> Addresses =>
    [
        "/", "/?q=overdue&sort=-since", "/pools/aws", "/pools/phones?last=7d", "/pools/aws-lifecycle?last=30d", "/pools/aws/locks/env-5", "/pools/aws/locks/env-6",
        "/activity", "/activity?pool=gcp&by=main/deploy&q=claimed", "/holders/main/deploy", "/nowhere",
    ];

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task HasNothingThatKeepsSomebodyOutAndFitsTheWindow(string address)
    {
        var page = await OpenAsync(shown.Web);
        await page.GotoAsync(address);
        var details = page.Locator("summary");
        if (await details.CountAsync() > 0)
        {
            await details.First.ClickAsync();
        }

        await FindNothingInTheWayAsync(page, address);
        Assert.DoesNotContain(Complaints, one => address != "/nowhere" || !one.Contains("404", StringComparison.Ordinal));
    }
}
