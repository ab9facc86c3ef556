using System.Net;
using PoolResource.Web.Access;

namespace PoolResource.WebTests.Access;

/// <summary>Addresses that would have a login send people to somebody else's page.</summary>
public sealed class LeadingElsewhere
{
    // As they stand in the query, and what is made of them where it is not the start.
    public static TheoryData<string, string> Addresses => new()
    {
        { "//evil.example", "/" },
        { "///evil.example", "/" },
        { "/%5Cevil.example", "/" },
        { "%5C%5Cevil.example", "/" },
        { "/%09/evil.example", "/" },
        { "%09//evil.example", "/" },
        { "%20//evil.example", "/" },
        { "/..//evil.example", "/" },
        { "/pools//evil.example", "/" },
        { "https://evil.example", "/" },
        { "https:/evil.example", "/" },
        { "javascript:alert(1)", "/" },
        { "data:text/html,x", "/" },
        { "evil.example", "/" },
        { "@evil.example", "/" },
        { "%2F%2Fevil.example", "/" },
        { "/%2F/evil.example", "/" },
        { "/%0d%0aLocation:%20https://evil.example", "/" },
        { "/x%00y", "/" },
        { "/p%C3%B6ol", "/" },
        { "/login/github", "/" },
        { "/logout", "/" },
        { "", "/" },
        { "/%252F/evil.example", "/%2F/evil.example" },
        { "/pools/aws%3Fdays%3D7", "/pools/aws?days=7" },
        { "/activity%3Fq%3Dhttps://ci", "/activity?q=https://ci" },
        { "/pools/a%252Fb/locks/x", "/pools/a%2Fb/locks/x" },
    };

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task EndsHere(string to, string where)
    {
        await using var guarded = await GuardedWeb.StartAsync();
        using var browser = guarded.Web.NewClient();

        using var back = await RunningWeb.LogInAsync(browser, "ada", to: to);

        Assert.Equal((HttpStatusCode.Redirect, where), (back.StatusCode, back.Headers.Location?.OriginalString));
        Assert.Equal("127.0.0.1", new Uri(new Uri("http://127.0.0.1/login"), back.Headers.Location!).Host);
    }

    [Theory]
    [InlineData("//evil")]
    [InlineData("/\\evil")]
    [InlineData("/a\\b")]
    [InlineData("/\u0001")]
    [InlineData("/\u00e9")]
    [InlineData(null)]
    public void IsNoOwnPath(string? path) => Assert.Equal("/", OwnPath.Of(path));
}
