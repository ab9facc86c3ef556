using Microsoft.Playwright;
using PoolResource.WebTests.Acting;
using static Microsoft.Playwright.Assertions;

namespace PoolResource.WebTests.Browser;

public sealed class WhoMayAct(Chromium chromium) : BrowserTest(chromium)
{
    private const string Anna = "github:1;Anna;anna@example.com;github:acme/ops";
    private const string Lea = "github:9;Lea;lea@example.com;github:acme/lead";

    [Theory]
    [InlineData("/pools/aws/act/claim")]
    [InlineData("/pools/aws/act/add")]
    [InlineData("/pools/aws/locks/env-1")]
    [InlineData("/pools/aws/locks/env-1/act/claim")]
    [InlineData("/pools/aws/locks/env-3/act/release?claim=claim-of-build")]
    [InlineData("/pools/aws/locks/env-1/act/edit")]
    [InlineData("/pools/aws/locks/env-1/content")]
    public async Task FindsNothingInTheWay(string address)
    {
        await using var site = await ActingSite.StartAsync();
        var page = await OpenAsAsync(site, Lea);
        Assert.Equal(200, (await page.GotoAsync(address))!.Status);
        await FindNothingInTheWayAsync(page, address);
        Assert.Empty(Complaints);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ClaimsALockWithAReasonAndSeesItHeld(bool hasScripts)
    {
        await using var site = await ActingSite.StartAsync();
        var page = await OpenAsAsync(site, Anna, hasScripts: hasScripts);
        await page.GotoAsync("/pools/aws/locks/env-1");

        await page.ClickAsync(".acts a[href$='/act/claim']");
        await page.FocusAsync("[name=reason]");
        await page.Keyboard.TypeAsync("to look at a crash");
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator(".done")).ToContainTextAsync("to look at a crash");
        await Expect(page.Locator("dd .state")).ToHaveTextAsync("held");
        Assert.Equal(ActingSite.Anna, site.Locks.Last.Author);
        Assert.Contains("Reason: to look at a crash", site.Locks.Last.Body, StringComparison.Ordinal);
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task IsToldThatAnotherWasFaster()
    {
        await using var site = await ActingSite.StartAsync();
        var (anna, lea, onlooker) = (await OpenAsAsync(site, Anna), await OpenAsAsync(site, Lea), await OpenAsAsync(site, null));
        await onlooker.GotoAsync("/pools/aws/locks/env-1");
        foreach (var page in new[] { anna, lea })
        {
            await page.GotoAsync("/pools/aws/locks/env-1/act/claim");
            await page.FillAsync("[name=reason]", "mine");
        }

        await anna.ClickAsync(".buttons button");
        await Expect(anna.Locator(".done")).ToBeVisibleAsync();
        await lea.ClickAsync(".buttons button");

        await Expect(lea.Locator("#refusal")).ToHaveTextAsync("Nothing was changed.");
        await Expect(lea.Locator(".refusal").Last).ToContainTextAsync("env-1 is held in aws");
        await Expect(onlooker.Locator("dd .state")).ToHaveTextAsync("held");
        await Expect(onlooker.Locator(".acts")).ToHaveCountAsync(0);
        Assert.Equal(ActingSite.Anna, site.Locks.Last.Author);
    }

    private async Task<IPage> OpenAsAsync(ActingSite site, string? login, bool hasScripts = true)
    {
        var page = await OpenAsync(site.Web, hasScripts: hasScripts);
        if (login is not null)
        {
            await page.SetExtraHTTPHeadersAsync(new Dictionary<string, string> { [ActingSite.Header] = login });
        }

        return page;
    }
}
