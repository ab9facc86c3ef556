using System.Net;
using System.Text.RegularExpressions;

namespace PoolResource.WebTests.Access;

public sealed partial class LoggingOut
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EndsTheLoginAndBeginsNone()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");

        using var answer = await PostAsync(browser, await FieldAsync(browser));

        Assert.Equal((HttpStatusCode.SeeOther, "/logout"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        Assert.Equal("302", await GuardedWeb.SeenAsync(browser));
        Assert.Contains("You are logged out", await browser.GetStringAsync(new Uri("/logout", UriKind.Relative), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakesACopyOfTheCookieWorthless()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var thief = guarded.Web.NewClient();
        using var browser = guarded.Web.NewClient();
        using var back = await RunningWeb.LogInAsync(browser, "ada");
        var cookie = back.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("pool=", StringComparison.Ordinal)).Split(';')[0];
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.Equal("aws", await GuardedWeb.SeenAsync(thief));

        using var answer = await PostAsync(browser, await FieldAsync(browser));

        Assert.Equal("302", await GuardedWeb.SeenAsync(thief));
    }

    [Fact]
    public async Task IsRefusedWithoutTheFormsToken()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");

        using var none = await PostAsync(browser, "");
        using var another = await PostAsync(browser, await FieldAsync(await guarded.Web.LogInAsync("grace")));

        Assert.Equal((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (none.StatusCode, another.StatusCode));
        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task HappensByNoLink()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");

        Assert.Contains("Log out?", await browser.GetStringAsync(new Uri("/logout", UriKind.Relative), Stop), StringComparison.Ordinal);
        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
    }

    private static async Task<string> FieldAsync(HttpClient browser) =>
        Field().Match(await browser.GetStringAsync(new Uri("/", UriKind.Relative), Stop)) is { Success: true } found ? found.Groups[1].Value : throw new InvalidOperationException("no field");

    private static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string token)
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["__RequestVerificationToken"] = token });
        return await browser.PostAsync(new Uri("/logout", UriKind.Relative), form, Stop);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Field();
}
