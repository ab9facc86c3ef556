using System.Net;

namespace PoolResource.WebTests.Access;

/// <summary>What a request says about itself, and whether it is believed.</summary>
public sealed class StrangersWords
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", null, HttpStatusCode.OK)]
    [InlineData("", "localhost:8080", HttpStatusCode.OK)]
    [InlineData("", "evil.example", HttpStatusCode.BadRequest)]
    [InlineData("url: https://pools.example.com", "pools.example.com", HttpStatusCode.OK)]
    [InlineData("url: https://pools.example.com", "POOLS.example.com:443", HttpStatusCode.OK)]
    [InlineData("url: https://pools.example.com", "127.0.0.1", HttpStatusCode.OK)]
    [InlineData("url: https://pools.example.com", "pools.example.com.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("url: https://pools.example.com", "10.0.0.7", HttpStatusCode.BadRequest)]
    public async Task AboutTheHostCountForItsOwnNamesAlone(string configuration, string? host, HttpStatusCode status)
    {
        await using var guarded = await GuardedWeb.StartAsync($"{configuration}\naccess: [{{to: anyone}}]");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.Host = host;

        using var answer = await guarded.Web.Client.SendAsync(request, Stop);

        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public async Task AboutTheHostDoNotMatterToWhoAsksWhetherItRuns()
    {
        await using var guarded = await GuardedWeb.StartAsync("url: https://pools.example.com");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Host = "10.0.0.7:8080";

        using var answer = await guarded.Web.Client.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    // The address to be sent back to says what is believed of the name, and the bounds what of the address.
    [Theory]
    [InlineData("", false)]
    [InlineData("proxies: [10.0.0.0/8]", false)]
    [InlineData("proxies: [127.0.0.1]", true)]
    public async Task AboutWhoAsksCountFromNamedProxiesAlone(string proxies, bool isBelieved)
    {
        await using var guarded = await GuardedWeb.StartAsync($"{proxies}\naccess: [{{to: anyone}}]");
        using var browser = guarded.Web.NewClient();
        browser.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        browser.DefaultRequestHeaders.Add("X-Forwarded-Host", "localhost:4711");

        using var begun = await browser.GetAsync(new Uri("/login/github", UriKind.Relative), Stop);

        Assert.Equal(isBelieved, begun.Headers.Location!.AbsoluteUri.Contains(Uri.EscapeDataString("https://localhost:4711/login/github/callback"), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("proxies: [127.0.0.1]", false)]
    public async Task AboutTheAddressAreNoWayAroundBounds(string proxies, bool isBounded)
    {
        await using var guarded = await GuardedWeb.StartAsync($"{proxies}\naccess: [{{to: anyone}}]");
        var statuses = new List<HttpStatusCode>();
        for (var n = 0; n < 60; n++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/login/github");
            request.Headers.Add("X-Forwarded-For", $"192.0.2.{n}");
            using var answer = await guarded.Web.Client.SendAsync(request, Stop);
            statuses.Add(answer.StatusCode);
        }

        Assert.Equal(isBounded, statuses.Contains(HttpStatusCode.TooManyRequests));
    }
}
