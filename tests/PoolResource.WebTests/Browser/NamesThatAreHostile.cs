using PoolResource.Testing;

namespace PoolResource.WebTests.Browser;

public sealed class NamesThatAreHostile(Chromium chromium) : BrowserTest(chromium)
{
    private const string Script = "<script>alert(1)</script>";

    [Fact]
    public async Task AreShownAsText()
    {
        string[] names = [.. HostileNames.Pieces.Concat(HostileNames.Pieces.Select(piece => $"a{piece}b")).Where(name => LockName.TryParse(name, out _) && !name.StartsWith(".git", StringComparison.OrdinalIgnoreCase)).Distinct()];
        var locks = new LockRepository(Folder["locks.git"]);
        locks.CommitPool(Script, names);
        locks.Commit(
            $"{Script}/\"><img src=x onerror=alert(2)>/</title>{Script} build 7 claiming: {names[0]}\n\nBuild URL: javascript:alert(3)\n\nPool: {Script}\nClaim-Id: {Script}\nReason: {Script}",
            Change.Move($"{Script}/unclaimed/{names[0]}", $"{Script}/claimed/{names[0]}"));
        locks.Commit(
            $"claiming: {names[1]}\n\nPool: {Script}\nPerson: \"><svg onload=alert(4)> <'onclick=alert(5)'@example.com>\nReason: \u202e<b>",
            Change.Move($"{Script}/unclaimed/{names[1]}", $"{Script}/claimed/{names[1]}"));
        locks.Stand(TimeProvider.System.GetUtcNow(), $$"""{"cluster":"javascript:alert(6)//","team":"<img src=x onerror=alert(7)>","pipeline":"</title>","job":"{{Script}}"}""", Script, build: "1");
        await using var web = await RunningWeb.StartAsync(locks);
        var page = await OpenAsync(web);

        await page.GotoAsync("/");
        Assert.Equal(names.Order(StringComparer.Ordinal).Select(Quoted.Shown), await page.Locator("tbody th a").EvaluateAllAsync<string[]>("all => all.map(one => one.textContent)"));
        var addresses = await page.Locator("main a").EvaluateAllAsync<string[]>("all => all.map(one => one.href)");
        string[] others = [$"/pools/{Uri.EscapeDataString(Script)}", "/activity", "/activity?q=%22%3E%3Cscript%3Ealert(8)%3C/script%3E", "/?q=%22%3E%3Csvg%20onload=alert(9)%3E"];
        foreach (var address in others.Concat(addresses.Where(one => one.StartsWith(web.Address.ToString(), StringComparison.Ordinal)).Distinct()))
        {
            await page.GotoAsync(address);
            Assert.NotEqual("There is no such page", await page.Locator("h1").TextContentAsync());
            Assert.Empty(await page.Locator("script:not([src='/assets/app.js']), main img, [onload], [onerror], [onclick], [onmouseover], a[href^='javascript']").AllAsync());
        }

        Assert.Empty(Complaints);
    }
}
