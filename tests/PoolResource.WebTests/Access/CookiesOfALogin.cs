using System.Net;

namespace PoolResource.WebTests.Access;

public sealed class CookiesOfALogin
{
    private const string Host = "pools.example.com";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AreNoScriptsAndNoOtherSites()
    {
        await using var guarded = await GuardedWeb.StartAsync();

        var cookies = await OfALoginAsync(guarded, "/login/github", null);

        Assert.NotEmpty(cookies);
        Assert.All(cookies, cookie =>
        {
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.StartsWith("pool", cookie, StringComparison.Ordinal);
        });
        Assert.Contains(cookies, cookie => cookie.StartsWith("pool=", StringComparison.Ordinal));
        Assert.Contains(cookies, cookie => cookie.StartsWith("pool-form=", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(GuardedWeb.GitHub, "github")]
    [InlineData(GuardedWeb.OpenId, "corp")]
    public async Task AreForTlsAloneAndForThisHostWherePeopleComeByIt(string logins, string provider)
    {
        await using var guarded = await GuardedWeb.StartAsync($"url: https://{Host}\naccess: [{{to: members}}]", logins);

        var cookies = await OfALoginAsync(guarded, $"/login/{provider}", Host);

        Assert.Contains(cookies, cookie => cookie.StartsWith("__Host-pool=", StringComparison.Ordinal));
        Assert.All(cookies, cookie =>
        {
            Assert.StartsWith("__Host-pool", cookie, StringComparison.Ordinal);
            Assert.Contains("; path=/;", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; httponly", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.Contains("; secure", cookie, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("domain=", cookie, StringComparison.OrdinalIgnoreCase);
        });
    }

    [Fact]
    public async Task TellNothing()
    {
        await using var guarded = await GuardedWeb.StartAsync();

        var cookies = string.Join('\n', await OfALoginAsync(guarded, "/login/github", null));

        Assert.DoesNotContain("token-", cookies, StringComparison.Ordinal);
        Assert.DoesNotContain("Ada", cookies, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ThatSomebodyMadeUpAreNoLogin()
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = guarded.Web.NewClient();
        browser.DefaultRequestHeaders.Add("Cookie", "pool=CfDJ8AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        Assert.Equal("302", await GuardedWeb.SeenAsync(browser));
    }

    // A browser of its own: HttpClient's would not send what is for TLS.
    private static async Task<IReadOnlyList<string>> OfALoginAsync(GuardedWeb guarded, string path, string? host)
    {
        var all = new List<string>();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = guarded.Web.Address };
        client.DefaultRequestHeaders.Host = host;
        using var begun = await GetAsync(path);
        Assert.Contains(Uri.EscapeDataString(host is null ? $"{guarded.Web.Address}login/" : $"https://{host}/login/"), begun.Headers.Location!.AbsoluteUri, StringComparison.OrdinalIgnoreCase);
        using var elsewhere = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var chosen = await elsewhere.GetAsync(new Uri($"{begun.Headers.Location!.AbsoluteUri}&as=ada"), Stop);
        using var back = await GetAsync(chosen.Headers.Location!.PathAndQuery);
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        using var page = await GetAsync("/");
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        return all;

        async Task<HttpResponseMessage> GetAsync(string where)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, where);
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", all.Select(cookie => cookie.Split(';')[0])));
            var answer = await client.SendAsync(request, Stop);
            all.AddRange((answer.Headers.TryGetValues("Set-Cookie", out var set) ? set : []).Where(cookie => !cookie.Contains("01 Jan 1970", StringComparison.Ordinal)));
            return answer;
        }
    }
}
