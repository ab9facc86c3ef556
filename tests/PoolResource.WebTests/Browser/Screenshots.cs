using Microsoft.Playwright;

namespace PoolResource.WebTests.Browser;

/// <summary>The pictures of the README: ci/screenshots.sh has them made.</summary>
/// <param name="chromium">The browser.</param>
public sealed class Screenshots(Chromium chromium) : BrowserTest(chromium)
{
    [Fact(Explicit = true)]
    public async Task AreMade()
    {
        var folder = Environment.GetEnvironmentVariable("SCREENSHOTS") ?? throw new InvalidOperationException("SCREENSHOTS names no folder; run ci/screenshots.sh");
        var locks = PoolsWithAPast.In(Folder["locks.git"], TimeProvider.System.GetUtcNow());
        await using var web = await RunningWeb.StartAsync(locks);
        var page = await OpenAsync(web);
        foreach (var (address, name) in new[] { ("/", "web.png"), ("/pools/aws?last=24h", "web-pool.png") })
        {
            await page.GotoAsync(address);
            await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name), FullPage = true });
        }

        Assert.Empty(Complaints);
    }
}
