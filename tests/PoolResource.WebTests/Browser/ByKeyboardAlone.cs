using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace PoolResource.WebTests.Browser;

public sealed class ByKeyboardAlone(Chromium chromium, ShownPools shown) : BrowserTest(chromium), IClassFixture<ShownPools>
{
    [Fact]
    public async Task TheContentIsOneStepAway()
    {
        var page = await OpenAsync(shown.Web);
        await page.GotoAsync("/");

        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator(".skip")).ToBeFocusedAsync();
        await Expect(page.Locator(".skip")).ToBeInViewportAsync();
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("main")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task LocksAreFilteredAsOneTypesAndSorted()
    {
        var page = await OpenAsync(shown.Web);
        await page.GotoAsync("/");
        var rows = page.Locator("tbody tr:visible th a");

        await TabToAsync(page, "#filter");
        await page.Keyboard.TypeAsync("aws held");
        await Expect(rows).ToHaveTextAsync(["env-2", "env-3", "env-5"]);
        await Expect(page.Locator("#filtered")).ToHaveTextAsync("3 of 11");
        await Expect(page.Locator("h2:visible")).ToHaveTextAsync(["aws"]);
        Assert.Equal("?q=aws+held", new Uri(page.Url).Query);

        await TabToAsync(page, "th button[value=since]");
        await page.Keyboard.PressAsync("Enter");
        await Expect(rows).ToHaveTextAsync(["env-5", "env-3", "env-2"]);
        await page.Keyboard.PressAsync("Enter");
        await Expect(rows).ToHaveTextAsync(["env-2", "env-3", "env-5"]);
        await Expect(page.Locator("th[aria-sort=descending]").First).ToHaveTextAsync("Since");

        // What the address says is what another one sees who is given it.
        var other = await OpenAsync(shown.Web);
        await other.GotoAsync(page.Url);
        await Expect(other.Locator("tbody tr:visible th a")).ToHaveTextAsync(["env-2", "env-3", "env-5"]);
        await other.Locator("#filter").FillAsync("cluster");
        await Expect(other.Locator("tbody tr:visible th a")).ToHaveCountAsync(3);
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task APictureTellsWhoHeldWhat()
    {
        var page = await OpenAsync(shown.Web);
        await page.GotoAsync("/pools/phones");
        var tip = page.Locator("[data-tip]");

        await TabToAsync(page, "[data-timeline] a.bar");
        await Expect(tip).ToHaveTextAsync(await FocusedTitleAsync(page));
        for (var n = 0; n < 500 && !(await FocusedTitleAsync(page)).Contains("still", StringComparison.Ordinal); n++)
        {
            await page.Keyboard.PressAsync("ArrowRight");
        }

        await Expect(tip).ToContainTextAsync("Ada Lovelace (at a terminal)");
        await Expect(tip).ToContainTextAsync("a crash in the camera");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(tip).ToContainTextAsync("main/end-to-end/browsers build 88");

        // The rest of the picture is one step.
        await page.Keyboard.PressAsync("Tab");
        await Expect(page.Locator("summary")).ToBeFocusedAsync();
        Assert.Empty(Complaints);
    }

    private static Task<string> FocusedTitleAsync(IPage page) => page.EvaluateAsync<string>("document.activeElement.querySelector('title').textContent");

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var n = 0; n < 200; n++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }
        }

        Assert.Fail($"{selector} is not reached");
    }
}
