using static Microsoft.Playwright.Assertions;

namespace PoolResource.WebTests.Browser;

public sealed class WithoutScripts(Chromium chromium, ShownPools shown) : BrowserTest(chromium), IClassFixture<ShownPools>
{
    [Fact]
    public async Task LocksAreFilteredAndSorted()
    {
        var page = await OpenAsync(shown.Web, hasScripts: false);
        await page.GotoAsync("/");
        var rows = page.Locator("tbody th a");

        await page.FillAsync("#filter", "aws held");
        await page.ClickAsync("form#filtering > button");
        await Expect(rows).ToHaveTextAsync(["env-2", "env-3", "env-5"]);
        await page.ClickAsync("th button[value=since]");
        await Expect(rows).ToHaveTextAsync(["env-5", "env-3", "env-2"]);
        await page.ClickAsync("th button[value=-since]");
        await Expect(rows).ToHaveTextAsync(["env-2", "env-3", "env-5"]);
        await Expect(page.Locator("#filter")).ToHaveValueAsync("aws held");
    }

    [Fact]
    public async Task EveryPageIsReachedByLinks()
    {
        var page = await OpenAsync(shown.Web, hasScripts: false);
        await page.GotoAsync("/");

        await page.ClickAsync("h2 a >> text=phones");
        await page.ClickAsync("text=7 days");
        await Expect(page.Locator(".spans [aria-current]")).ToHaveTextAsync("7 days");
        await page.ClickAsync("summary");
        await Expect(page.Locator(".tenures tbody tr:visible").First).ToContainTextAsync("main/end-to-end/browsers build 88");
        await page.ClickAsync(".locks >> text=iphone-17");
        await Expect(page.Locator("h1")).ToHaveTextAsync("iphone-17");
        await page.ClickAsync("text=Ada Lovelace >> nth=0");
        await Expect(page.Locator(".events tbody tr")).ToHaveCountAsync(1);
        await page.FillAsync("#asked-by", "");
        await page.ClickAsync("text=Search >> nth=-1");
        await page.ClickAsync(".pages >> text=Older");
        await Expect(page.Locator(".pages >> text=Newest")).ToBeVisibleAsync();
        await page.ClickAsync("text=main/deploy >> nth=0");
        await Expect(page.Locator("h1")).ToHaveTextAsync("main/deploy");
    }
}
