namespace PoolResource.Tests.Protocol;

public sealed class ValuesOfOneLine
{
    [Theory]
    [InlineData("\\n"), InlineData("\\r\\n"), InlineData("\\n\\n")]
    public async Task LoseTheLineEndsBehindThem(string end)
    {
        var source = (await Stdin.CheckAsync($$"""
            {"source": {"uri": "/repository{{end}}", "branch": "main{{end}}", "pool": "aws{{end}}", "private_key_user": "me{{end}}",
              "private_key_passphrase": "phrase{{end}}", "username": "user{{end}}", "password": "word{{end}}", "trigger_on": "claimed{{end}}",
              "https_tunnel": {"proxy_host": "proxy{{end}}", "proxy_port": "1{{end}}", "proxy_user": "pu{{end}}", "proxy_password": "pp{{end}}"} } }
            """)).Source!.ToSource();

        Assert.Equal(("/repository", "main", "aws"), (source.Uri.Value, source.Branch.Value, source.Pool.Value));
        Assert.Equal(("me", "phrase", "user", "word"), (source.Credentials.PrivateKeyUser, source.Credentials.PrivateKeyPassphrase, source.Credentials.Username, source.Credentials.Password));
        Assert.Equal(new HttpsTunnel("proxy", 1, "pu", "pp"), source.Credentials.Tunnel);
        Assert.Equal(LockState.Claimed, source.TriggerOn);
    }

    [Theory]
    [InlineData("username"), InlineData("password"), InlineData("private_key_user"), InlineData("private_key_passphrase")]
    public async Task AreRefusedForAControlCharacterByTheirKey(string key)
    {
        foreach (var (json, control) in new[] { ("a\\nb", "000A"), ("\\u0000", "0000"), ("a\\u001bb\\n", "001B"), ("\\u007fa", "007F") })
        {
            var refusal = (await Assert.ThrowsAsync<PoolException>(() => Stdin.SourceAsync($", \"{key}\": \"{json}\""))).Message;
            Sentence.Matches($"source.{key}: it holds a control character (U+{control}); …", refusal);
        }
    }

    [Theory]
    [InlineData("proxy_user"), InlineData("proxy_password")]
    public async Task OfATunnelAreRefusedForAControlCharacterByTheirKey(string key) =>
        Sentence.Matches(
            $"source.https_tunnel.{key}: it holds a control character (U+000A); …",
            (await Assert.ThrowsAsync<PoolException>(
                () => Stdin.SourceAsync($$""", "https_tunnel": {"proxy_host": "p", "proxy_port": 1, "{{key}}": "a\nb"}"""))).Message);

    [Theory]
    [InlineData("uri"), InlineData("branch"), InlineData("pool")]
    public async Task AreRefusedInTheSameWayWhereTheyAreRequired(string key)
    {
        var document = (await Stdin.CheckAsync($$"""{"source": {"uri": "/r", "branch": "b", "pool": "p", "{{key}}": "a\u0007b"} }""")).Source!;

        Sentence.Refuses($"source.{key}: …", () => document.ToSource());
    }

    [Theory]
    [InlineData("uri"), InlineData("branch"), InlineData("pool")]
    public async Task AreMissingWhenTheyAreLineEndsAlone(string key)
    {
        var document = (await Stdin.CheckAsync($$"""{"source": {"uri": "/r", "branch": "b", "pool": "p", "{{key}}": "\r\n"} }""")).Source!;

        Assert.Equal([$"invalid payload (missing {key})"], document.ToMissing());
    }
}
