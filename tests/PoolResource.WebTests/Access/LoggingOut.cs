using System.Net;
using System.Text.RegularExpressions;
using PoolResource.Reading;
using PoolResource.Testing;

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
        using var browser = guarded.Web.NewClient();
        var cookie = await LogInAsync(browser);
        Assert.Equal("aws", await SeenAsync(guarded.Web, cookie));

        using var answer = await PostAsync(browser, await FieldAsync(browser));

        Assert.Equal("302", await SeenAsync(guarded.Web, cookie));
    }

    [Fact]
    public async Task IsNotForgottenWhenTheServerIsStartedAnew()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var folder = new TestFolder();
        var shelf = CacheShelf.In(name => name == "XDG_CACHE_HOME" ? folder["cache"] : null);
        string ended, other;
        await using (var web = await guarded.AnotherAsync(shelf))
        {
            using var browser = web.NewClient();
            ended = await LogInAsync(browser);
            using var second = web.NewClient();
            other = await LogInAsync(second);
            using var answer = await PostAsync(browser, await FieldAsync(browser));
        }

        await using var anew = await guarded.AnotherAsync(shelf);

        Assert.Equal(("302", "aws"), (await SeenAsync(anew, ended), await SeenAsync(anew, other)));
        guarded.Time.Advance(TimeSpan.FromHours(13));
        Assert.Equal("aws", await GuardedWeb.SeenAsync(await anew.LogInAsync("ada")));
        Assert.Empty(Directory.GetFiles(folder[Path.Combine("cache", "pool-resource", "web-ended")]));
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

    [Theory]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Origin", "null")]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    public async Task IsRefusedToAnotherServersPage(string header, string value)
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");
        var field = await FieldAsync(browser);
        browser.DefaultRequestHeaders.Add(header, value);

        using var answer = await PostAsync(browser, field);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));
    }

    [Fact]
    public async Task HasTheBrowserForgetWhatItKeeps()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");

        using var answer = await PostAsync(browser, await FieldAsync(browser));

        Assert.Equal("\"cache\", \"storage\"", answer.Headers.GetValues("Clear-Site-Data").Single());
    }

    [Fact]
    public async Task EndsThePagesThatAreOpen()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = await guarded.Web.LogInAsync("ada");
        using var open = await browser.GetAsync(new Uri("/live?page=/", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);
        await using var stream = await open.Content.ReadAsStreamAsync(Stop);
        using var reader = new StreamReader(stream);
        await reader.ReadLineAsync(Stop);

        using var answer = await PostAsync(browser, await FieldAsync(browser));
        guarded.Time.Advance(TimeSpan.FromSeconds(20));

        Assert.DoesNotContain("beat", await reader.ReadToEndAsync(Stop).WaitAsync(TimeSpan.FromMinutes(1), Stop), StringComparison.Ordinal);
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

    private static async Task<string> LogInAsync(HttpClient browser)
    {
        using var back = await RunningWeb.LogInAsync(browser, "ada");
        return back.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("pool=", StringComparison.Ordinal)).Split(';')[0];
    }

    private static async Task<string> SeenAsync(RunningWeb web, string cookie)
    {
        using var thief = web.NewClient();
        thief.DefaultRequestHeaders.Add("Cookie", cookie);
        return await GuardedWeb.SeenAsync(thief);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Field();
}
