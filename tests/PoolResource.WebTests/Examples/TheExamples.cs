using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PoolResource.Configuration;
using PoolResource.Testing;
using PoolResource.Web.Configuration;

namespace PoolResource.WebTests.Examples;

public sealed class TheExamples
{
    private static readonly string Configuration = Read("examples/web.yml");

    [Fact]
    public void AreAConfigurationThatIsTaken()
    {
        var options = WebFile.Parse(Configuration);

        options.Require();
        Assert.Equal(["github", "sso", "gitea"], options.Logins.Select(login => login.Name));
        Assert.Equal((4, 1, 4), (options.Grants.Count, options.Tokens.Count, options.Notices.Count));
        Assert.NotNull(options.HookSecret);
    }

    [Theory]
    [InlineData(typeof(WebDocument))]
    [InlineData(typeof(GitHubDocument))]
    [InlineData(typeof(OpenIdDocument))]
    [InlineData(typeof(OAuthDocument))]
    [InlineData(typeof(GrantDocument))]
    [InlineData(typeof(NoticeDocument))]
    public void ShowEveryKeyThatIsNotMadeOfAnother(Type document) =>
        Assert.All(Keys(document).Except(["api_url"]), key => Assert.Matches($"(?m)^[ #-]*{key}:", Configuration));

    [Fact]
    public void StartTheWebViewWithWordsThatItKnows()
    {
        var web = Compose()["services"]!["web"]!;
        var words = Texts(web["command"]);

        Assert.Equal(["--source", "--config", "--listen"], words.Where(word => word.StartsWith('-')));
        Assert.Empty(Texts(web["secrets"]).Select(name => $"/run/secrets/{name}").Except(words));
        Assert.All(Texts(web["secrets"]), name => Assert.Equal($"./{name}", (string?)Compose()["secrets"]![name]!["file"]));
        Assert.Equal("0.0.0.0:8080", $"{WebFile.Endpoint(words[^1], "--listen")}");
    }

    [Fact]
    public void NameWhatTheImageHas()
    {
        var (web, dockerfile) = (Compose()["services"]!["web"]!, Read("Dockerfile"));

        Assert.Contains($" AS {(string?)web["build"]!["target"]}\n", dockerfile, StringComparison.Ordinal);
        Assert.Contains($"VOLUME {Assert.Single(Texts(web["volumes"])).Split(':')[1]}\n", dockerfile, StringComparison.Ordinal);
        Assert.Contains("EXPOSE 8080\n", dockerfile, StringComparison.Ordinal);
    }

    [Fact]
    public void BelieveTheProxyThatStandsBeforeTheWebView()
    {
        var proxy = (string?)Compose()["services"]!["proxy"]!["networks"]!["inside"]!["ipv4_address"];

        Assert.Contains(WebFile.Parse(Configuration).Proxies, known => known.Contains(System.Net.IPAddress.Parse(proxy!)));
        Assert.Contains($"[{proxy}]", Read("examples/compose.yml"), StringComparison.Ordinal);
    }

    private static JsonNode Compose() => YamlNodes.Read(Read("examples/compose.yml"))!;

    private static List<string> Texts(JsonNode? list) => [.. list!.AsArray().Select(one => (string)one!)];

    private static IEnumerable<string> Keys(Type document) => new DefaultJsonTypeInfoResolver()
        .GetTypeInfo(document, new() { PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.SnakeCaseLower }).Properties
        .Where(property => !property.IsExtensionData).Select(property => property.Name);

    private static string Read(string file) => File.ReadAllText(Path.Combine(Scripts.Root, file));
}
