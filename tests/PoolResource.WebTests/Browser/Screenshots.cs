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

    [Fact(Explicit = true)]
    public async Task AreMadeOfEveryPage()
    {
        var folder = Environment.GetEnvironmentVariable("SCREENSHOTS") ?? throw new InvalidOperationException("SCREENSHOTS names no folder");
        var locks = PoolsWithAPast.In(Folder["locks.git"], TimeProvider.System.GetUtcNow());
        await using var web = await RunningWeb.StartAsync(locks);
        foreach (var (width, isDark) in new[] { (1280, false), (1280, true), (360, false) })
        {
            var page = await OpenAsync(web, width, isDark);
            foreach (var (address, name) in new[] { ("/", "pools"), ("/pools/aws", "pool"), ("/pools/phones?last=7d", "phones"), ("/pools/aws/locks/env-5", "lock"), ("/pools/aws/locks/env-6", "gone"), ("/activity", "activity"), ("/holders/main/deploy", "holder"), ("/nowhere", "nowhere") })
            {
                await page.GotoAsync(address);
                await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"{name}-{width}{(isDark ? "-dark" : "")}.png"), FullPage = width > 1000 && name is "pools" or "pool" or "phones" });
            }
        }
    }
}
