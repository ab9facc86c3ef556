using Microsoft.Playwright;
using PoolResource.Testing;
using static Microsoft.Playwright.Assertions;

namespace PoolResource.WebTests.Browser;

public sealed class WhileThePageIsOpen(Chromium chromium) : BrowserTest(chromium)
{
    [Fact]
    public async Task ACommitIsShownWhereFocusFilterAndSortStay()
    {
        var locks = Locks();
        await using var web = await RunningWeb.StartAsync(locks);
        var page = await OpenAsync(web);
        await page.GotoAsync("/");
        await page.EvaluateAsync("window.isTheSame = true");
        await page.FillAsync("#filter", "env");
        await page.ClickAsync("th button[value=lock]");
        await page.ClickAsync("th button[value=lock]");
        await page.FocusAsync("a[href$=env-2]");

        Claim(locks, "env-1");
        await web.LookAsync();
        await Expect(page.Locator("tr.held th a")).ToHaveTextAsync(["env-1"]);

        await Expect(page.Locator("a[href$=env-2]")).ToBeFocusedAsync();
        await Expect(page.Locator("tbody tr:visible th a")).ToHaveTextAsync(["env-3", "env-2", "env-1"]);
        await Expect(page.Locator(".figures .held b").First).ToHaveTextAsync("1");
        Assert.True(await page.EvaluateAsync<bool>("window.isTheSame"));
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task WhoTypesIsNotDisturbedThoughPoolsComeAndGo()
    {
        var locks = Locks();
        await using var web = await RunningWeb.StartAsync(locks);
        var page = await OpenAsync(web);
        await page.GotoAsync("/");
        await page.FocusAsync("#filter");
        await page.Keyboard.TypeAsync("pix");

        locks.CommitPool("phones", ["pixel-9", "iphone-17"]);
        await Expect(page.Locator("tbody tr:visible th a")).ToHaveTextAsync(["pixel-9"]);
        await page.Keyboard.TypeAsync("el");

        await Expect(page.Locator("#filter")).ToBeFocusedAsync();
        await Expect(page.Locator("#filter")).ToHaveValueAsync("pixel");
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task ALockThatIsTakenOutSaysSo()
    {
        var locks = Locks();
        await using var web = await RunningWeb.StartAsync(locks);
        var page = await OpenAsync(web);
        await page.GotoAsync("/pools/aws/locks/env-3");
        await Expect(page.Locator("dd .state")).ToHaveTextAsync("free");

        locks.Commit("removing: env-3", Change.Delete("aws/unclaimed/env-3"));

        await Expect(page.Locator("dd .state")).ToHaveTextAsync("gone");
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task ItSaysSinceWhenTheHostIsAway()
    {
        var locks = Locks();
        await using var web = await RunningWeb.StartAsync(locks);
        var page = await OpenAsync(web);
        await page.GotoAsync("/");
        await Expect(page.Locator(".banner")).ToHaveCountAsync(0);

        Directory.Move(locks.Path, Folder["moved.git"]);
        await Expect(page.Locator(".banner")).ToContainTextAsync("This page is as of");
        await Expect(page.Locator(".banner time")).ToHaveAttributeAsync("datetime", new System.Text.RegularExpressions.Regex("^20"));
        await Expect(page.Locator("a[href$=env-1]")).ToBeVisibleAsync();

        Directory.Move(Folder["moved.git"], locks.Path);
        await Expect(page.Locator(".banner")).ToHaveCountAsync(0);
        Assert.Empty(Complaints);
    }

    [Fact]
    public async Task ItSaysSinceWhenTheServerIsAway()
    {
        var locks = Locks();
        await using var web = await RunningWeb.StartAsync(locks);
        var page = await OpenAsync(web);
        await page.GotoAsync("/");

        await web.StopAsync();

        await Expect(page.Locator("#offline")).ToContainTextAsync("Not connected since ");
        await using var again = await RunningWeb.StartAsync(locks, port: web.Address.Port);
        await Expect(page.Locator("#offline")).ToBeHiddenAsync();
        Claim(locks, "env-1");
        await Expect(page.Locator("tr.held th a")).ToHaveTextAsync(["env-1"]);
    }

    [Fact]
    public async Task ItIsLoadedAgainWhereThatHasFailed()
    {
        var locks = Locks();
        await using var web = await RunningWeb.StartAsync(locks);
        var page = await OpenAsync(web);
        await page.GotoAsync("/");
        await page.RouteAsync(web.Address.ToString(), route => route.FulfillAsync(new RouteFulfillOptions { Status = 503 }), new PageRouteOptions { Times = 1 });

        locks.CommitPool("phones", ["pixel-9"]);

        await Expect(page.Locator("a[href$=pixel-9]")).ToBeVisibleAsync();
    }

    private static void Claim(LockRepository locks, string name) =>
        locks.Commit($"main/deploy/test build 42 claiming: {name}", Change.Move($"aws/unclaimed/{name}", $"aws/claimed/{name}"));

    private LockRepository Locks()
    {
        var locks = new LockRepository(Folder["locks.git"]);
        locks.CommitPool("aws", ["env-1", "env-2", "env-3"]);
        locks.CommitPool("gcp", ["vm-1"]);
        return locks;
    }
}
