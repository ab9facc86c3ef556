using System.Net;

namespace PoolResource.WebTests.Access;

public sealed class HeadersOfEveryAnswer
{
    private static readonly (string Name, string Value)[] Expected =
    [
        ("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Referrer-Policy", "same-origin"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
        ("Cross-Origin-Embedder-Policy", "require-corp"),
        ("X-Permitted-Cross-Domain-Policies", "none"),
        ("X-DNS-Prefetch-Control", "off"),
    ];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/", 200)]
    [InlineData("HEAD", "/", 200)]
    [InlineData("GET", "/pools/none", 404)]
    [InlineData("GET", "/live?page=/", 200)]
    [InlineData("GET", "/live?page=x", 400)]
    [InlineData("GET", "/healthz", 200)]
    [InlineData("GET", "/assets/app.css", 200)]
    [InlineData("GET", "/assets/none", 404)]
    [InlineData("GET", "/login/none", 404)]
    [InlineData("GET", "/login/github", 302)]
    [InlineData("GET", "/login/github/callback", 400)]
    [InlineData("POST", "/logout", 403)]
    [InlineData("DELETE", "/", 405)]
    [InlineData("TRACE", "/", 405)]
    public async Task AreThere(string method, string path, int status)
    {
        await using var guarded = await GuardedWeb.StartAsync("access: [{to: anyone}]");

        using var answer = await SendAsync(guarded, method, path);

        Assert.Equal(status, (int)answer.StatusCode);
        AssertHeaders(answer, isAsset: path.StartsWith("/assets", StringComparison.Ordinal));
        Assert.False(answer.Headers.Contains("Strict-Transport-Security"));
    }

    [Theory]
    [InlineData("/", 302)]
    [InlineData("/api/v1/pools", 401)]
    [InlineData("/live?page=/", 401)]
    public async Task AreThereForWhoMaySeeNothing(string path, int status)
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var stranger = await guarded.Web.LogInAsync("linus");

        using var nobody = await SendAsync(guarded, "GET", path);
        using var somebody = await stranger.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Stop);

        Assert.Equal((status, 403), ((int)nobody.StatusCode, (int)somebody.StatusCode));
        AssertHeaders(nobody);
        AssertHeaders(somebody);
    }

    [Fact]
    public async Task AreThereWhenSomethingGoesWrong()
    {
        await using var guarded = await GuardedWeb.StartAsync("access: [{to: anyone}]");
        guarded.BreakWith(new InvalidOperationException("a-secret-that-everybody-knows is on page 7"));

        using var page = await SendAsync(guarded, "GET", "/?code=a-code");
        using var api = await SendAsync(guarded, "GET", "/live?page=/");
        var text = await page.Content.ReadAsStringAsync(Stop);

        Assert.Equal((HttpStatusCode.InternalServerError, HttpStatusCode.InternalServerError), (page.StatusCode, api.StatusCode));
        AssertHeaders(page);
        AssertHeaders(api);
        Assert.Contains("Something went wrong here", text, StringComparison.Ordinal);
        Assert.DoesNotContain("page 7", text, StringComparison.Ordinal);
        Assert.Contains("*** is on page 7", guarded.Web.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("a-secret-that-everybody-knows", guarded.Web.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("a-code", guarded.Web.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SayThatItIsForTlsAlone()
    {
        await using var guarded = await GuardedWeb.StartAsync("url: https://pools.example.com\naccess: [{to: anyone}]");

        using var page = await SendAsync(guarded, "GET", "/");
        using var none = await SendAsync(guarded, "GET", "/", "evil.example");

        Assert.Equal((200, 400), ((int)page.StatusCode, (int)none.StatusCode));
        AssertHeaders(page);
        AssertHeaders(none);
        Assert.All([page, none], answer => Assert.Equal("max-age=31536000; includeSubDomains", answer.Headers.GetValues("Strict-Transport-Security").Single()));
    }

    [Fact]
    public async Task GoWithNoWordOfTheNameWhereItIsRight()
    {
        await using var guarded = await GuardedWeb.StartAsync("access: [{to: anyone}]");

        using var answer = await SendAsync(guarded, "GET", "/live?page=x");

        Assert.DoesNotContain("not known by that name", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "<!DOCTYPE html>")]
    [InlineData("/api/v1/pools", "{\"error\":\"This server is not known by that name")]
    public async Task GoWithASentenceToWhoNamesAnotherServer(string path, string body)
    {
        await using var guarded = await GuardedWeb.StartAsync("access: [{to: anyone}]");

        using var answer = await SendAsync(guarded, "GET", path, "evil.example");

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        AssertHeaders(answer);
        Assert.StartsWith(body, await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task HaveABrowserAskWhetherAStyleSheetIsStillSo()
    {
        await using var guarded = await GuardedWeb.StartAsync("access: [{to: anyone}]");
        using var first = await SendAsync(guarded, "GET", "/assets/app.css");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/assets/app.css");
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await guarded.Web.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
        AssertHeaders(second, isAsset: true);
    }

    private static void AssertHeaders(HttpResponseMessage answer, bool isAsset = false)
    {
        Assert.All(Expected, header => Assert.Equal(header.Value, answer.Headers.GetValues(header.Name).Single()));
        Assert.Contains("camera=()", answer.Headers.GetValues("Permissions-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal(isAsset ? "no-cache" : "no-store", answer.Headers.CacheControl?.ToString());
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("X-Powered-By"));
    }

    private static async Task<HttpResponseMessage> SendAsync(GuardedWeb guarded, string method, string path, string? host = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Host = host;
        return await guarded.Web.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
    }
}
