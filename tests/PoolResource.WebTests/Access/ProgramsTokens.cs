using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace PoolResource.WebTests.Access;

public sealed class ProgramsTokens
{
    private const string Token = "a-long-and-random-token";

    private static readonly string Access = $"""
        tokens: {"{"}ci: {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Token)))}, idle: {new string('0', 64)}{"}"}
        access:
          - {"{"}to: "token:ci", pools: gcp{"}"}
          - {"{"}to: "github:acme/platform", pools: aws{"}"}
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ShowWhatIsGrantedToThem()
    {
        await using var guarded = await GuardedWeb.StartAsync(Access);
        using var program = With(guarded, Token);

        Assert.Equal("gcp", await GuardedWeb.SeenAsync(program));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    [InlineData(Token + "x")]
    public async Task AreRefusedWhereTheyAreUnknown(string token)
    {
        await using var guarded = await GuardedWeb.StartAsync($"{Access}\n  - {{to: anyone, pools: old}}");
        using var program = With(guarded, token);

        using var answer = await program.GetAsync(new Uri("/live?page=/", UriKind.Relative), Stop);

        Assert.Equal((HttpStatusCode.Unauthorized, "Bearer"), (answer.StatusCode, answer.Headers.WwwAuthenticate.ToString()));
        Assert.StartsWith("{\"error\":\"This token is not known here", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Equal("401", await GuardedWeb.SeenAsync(program));
    }

    [Fact]
    public async Task LeaveACookieNoRight()
    {
        await using var guarded = await GuardedWeb.StartAsync(Access);
        using var browser = await guarded.Web.LogInAsync("ada");
        Assert.Equal("aws", await GuardedWeb.SeenAsync(browser));

        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        Assert.Equal("gcp", await GuardedWeb.SeenAsync(browser));
        browser.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "wrong");
        Assert.Equal("401", await GuardedWeb.SeenAsync(browser));
    }

    private static HttpClient With(GuardedWeb guarded, string token)
    {
        var program = guarded.Web.NewClient();
        program.DefaultRequestHeaders.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        return program;
    }
}
