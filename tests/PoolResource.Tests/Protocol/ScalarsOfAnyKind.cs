using PoolResource.Concourse;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Protocol;

public sealed class ScalarsOfAnyKind
{
    [Theory]
    [InlineData("5", "5")]
    [InlineData("1.50", "1.50")]
    [InlineData("12345678901234567890123", "12345678901234567890123")]
    [InlineData("\"5\"", "5")]
    public async Task AreTextWhereTextIsMeant(string json, string text)
    {
        var source = (await Stdin.CheckAsync($$"""
            {"source": {"uri": "/repository", "branch": {{json}}, "pool": {{json}}, "private_key": {{json}}, "private_key_user": {{json}},
              "private_key_passphrase": {{json}}, "known_hosts": {{json}}, "username": {{json}}, "password": {{json}},
              "https_tunnel": {"proxy_host": "proxy", "proxy_port": 1, "proxy_user": {{json}}, "proxy_password": {{json}} } } }
            """)).Source!.ToSource();

        Assert.Equal((text, text), (source.Branch.Value, source.Pool.Value));
        Assert.Equal((text, text, text, text), (source.Credentials.PrivateKey, source.Credentials.PrivateKeyUser, source.Credentials.PrivateKeyPassphrase, source.Credentials.KnownHosts));
        Assert.Equal((text, text), (source.Credentials.Username, source.Credentials.Password));
        Assert.Equal((text, text), (source.Credentials.Tunnel!.User, source.Credentials.Tunnel.Password));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("\"true\"", true)]
    [InlineData("\"True\"", true)]
    [InlineData("\"true\\n\"", true)]
    [InlineData("false", false)]
    [InlineData("\"false\"", false)]
    [InlineData("\"FALSE\"", false)]
    [InlineData("\"\"", false)]
    [InlineData("null", false)]
    public async Task AreTrueOrFalseWhereThatIsMeant(string json, bool meant)
    {
        var source = await Stdin.SourceAsync($$""", "debug": {{json}}, "forward_agent": {{json}}, "skip_ssl_verification": {{json}}""");
        var get = (await Stdin.InAsync($$"""{"params": {"full_clone": {{json}}, "require_claimed": {{json}} } }""")).Parameters!;
        var put = (await Stdin.OutAsync($$"""{"params": {"acquire": {{json}} } }""")).Parameters!;

        Assert.Equal((meant, meant, meant), (source.Debug, source.Credentials.ForwardAgent, source.Credentials.SkipSslVerification));
        Assert.Equal((meant, meant), (get.FullClone ?? false, get.RequireClaimed ?? false));
        Assert.Equal(meant, put.Acquire ?? false);
    }

    [Theory]
    [InlineData("1", 1L)]
    [InlineData("\"1\"", 1L)]
    [InlineData("1.0", 1L)]
    [InlineData("\" 12\\n\"", 12L)]
    [InlineData("0", null)]
    [InlineData("\"\"", null)]
    [InlineData("null", null)]
    public async Task AreNumbersWhereOneIsMeant(string json, long? number)
    {
        Assert.Equal(number, (await Stdin.InAsync($$"""{"params": {"depth": {{json}} } }""")).Parameters!.ToDepth());
        Assert.Equal(
            (int?)number ?? 1,
            (await Stdin.SourceAsync($$""", "https_tunnel": {"proxy_host": "proxy", "proxy_port": {{(number is null ? "\"1\"" : json)}} }""")).Credentials.Tunnel!.Port);
    }

    [Theory]
    [InlineData("-1"), InlineData("\"-1\"")]
    public async Task AreRefusedForANegativeDepth(string json)
    {
        var parameters = (await Stdin.InAsync($$"""{"params": {"depth": {{json}} } }""")).Parameters!;

        Sentence.Refuses("params.depth: -1 is negative; give a number of commits, or 0 for all", () => parameters.ToDepth());
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"proxy_host": "", "proxy_port": "", "proxy_user": "", "proxy_password": ""}""")]
    [InlineData("""{"proxy_host": null, "proxy_port": null}""")]
    [InlineData("""{"proxy_host": "\n"}""")]
    public async Task OfATunnelAreAbsentWhenAllAreEmpty(string json) =>
        Assert.Null((await Stdin.SourceAsync($", \"https_tunnel\": {json}")).Credentials.Tunnel);

    [Theory]
    [InlineData("""{"proxy_port": 3128}""", "source.https_tunnel.proxy_host must be …")]
    [InlineData("""{"proxy_user": "me"}""", "source.https_tunnel.proxy_host must be …")]
    [InlineData("""{"proxy_host": "proxy"}""", "source.https_tunnel.proxy_port must be …")]
    [InlineData("""{"proxy_host": "proxy", "proxy_port": []}""", "source.https_tunnel.proxy_port must be …")]
    [InlineData("""{"proxy_host": "proxy", "proxy_port": "http"}""", "source.https_tunnel.proxy_port must be …")]
    public async Task OfATunnelAreRefusedWhenHalfOfItIsThere(string json, string sentence) =>
        Sentence.Matches(sentence, (await Assert.ThrowsAsync<PoolException>(() => Stdin.SourceAsync($", \"https_tunnel\": {json}"))).Message);

    [Theory]
    [InlineData("""{"claim": 7}""")]
    [InlineData("""{"claim_from": 5}""")]
    [InlineData("""{"check_unclaimed": 7}""")]
    [InlineData("""{"add": {"name": 7}}""")]
    [InlineData("""{"move": {"lock": {"name": 7}, "to": 6}}""")]
    public async Task NameLocksDirectoriesAndPools(string parameters)
    {
        using var folder = new TestFolder();
        folder.With("5/name", "7").With("5/metadata", "");
        var asked = (await Stdin.OutAsync($$"""{"params": {{parameters}} }""")).Parameters!;

        var operation = new PutOperation(asked, Answer.Here, new StepInputs(folder.Path), Build.From(_ => null), new Random(1)).Parse();

        Assert.Equal("7", Assert.IsAssignableFrom<NamedLockOperation>(operation).Name.Value);
    }
}
