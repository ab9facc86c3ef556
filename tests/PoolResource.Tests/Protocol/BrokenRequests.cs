using System.Text;
using PoolResource.Concourse;

namespace PoolResource.Tests.Protocol;

public sealed class BrokenRequests
{
    private static readonly DeafStream Deaf = new();

    [Fact]
    public async Task AreNotAwaitedWhenTheScriptIsAskedToEnd()
    {
        using var stop = new CancellationTokenSource();
        var reading = RequestReader.ReadAsync(Deaf, () => ProtocolJson.Default.OutRequest, new StepLog(TextWriter.Null), stop.Token);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
    }

    /// <summary>A stream on which nothing ever comes, and which nobody can stop reading.</summary>
    private sealed class DeafStream : MemoryStream
    {
        private readonly TaskCompletionSource never = new();

        public override Task CopyToAsync(Stream destination, int bufferSize, CancellationToken cancellationToken) => never.Task;
    }

    [Theory]
    [InlineData("", "invalid payload: stdin is empty; …")]
    [InlineData(" \n\t\r\n", "invalid payload: stdin is empty; …")]
    [InlineData("null", "invalid payload: the request is null; …")]
    [InlineData("[]", "invalid payload: the request is not a JSON object …")]
    [InlineData("42", "invalid payload: the request is not a JSON object …")]
    [InlineData("\"source\"", "invalid payload: the request is not a JSON object …")]
    [InlineData("source: {}", "invalid payload: the request is not a JSON object (line 1, byte 1); …")]
    [InlineData("{\"source\": {\n\"uri\": }}", "invalid payload: the request is not a JSON object (line 2, byte 8); …")]
    [InlineData("{\"source\": {\"uri\": \"x\"", "invalid payload: the request is not a JSON object …")]
    [InlineData("{'source': {}}", "invalid payload: the request is not a JSON object …")]
    public async Task AreRefusedInOneSentence(string text, string sentence) => await IsRefusedAsync(text, sentence);

    [Theory]
    [InlineData("source"), InlineData("version"), InlineData("params"), InlineData("source.https_tunnel")]
    public async Task AreRefusedWhereAMappingIsNeeded(string path)
    {
        foreach (var value in new[] { "5", "\"text\"", "true", "[]" })
        {
            await IsRefusedAsync(Nested(path, value), $"{path}: must be a mapping of keys to values");
        }
    }

    [Theory]
    [InlineData("source.uri"), InlineData("source.branch"), InlineData("source.pool"), InlineData("source.private_key")]
    [InlineData("source.private_key_user"), InlineData("source.private_key_passphrase"), InlineData("source.username")]
    [InlineData("source.password"), InlineData("source.https_tunnel.proxy_host"), InlineData("source.https_tunnel.proxy_user")]
    [InlineData("source.https_tunnel.proxy_password"), InlineData("version.ref")]
    public async Task AreRefusedWhereTextIsNeeded(string path)
    {
        foreach (var value in new[] { "true", "[]", "{}", "[\"text\"]" })
        {
            await IsRefusedAsync(Nested(path, value), $"{path}: must be text; put it in quotes");
        }
    }

    [Theory]
    [InlineData("source.uri"), InlineData("version.ref")]
    public async Task AreRefusedWhereANumberCannotBeMeant(string path) =>
        await IsRefusedAsync(Nested(path, "5"), $"{path}: must be text; put it in quotes");

    [Theory]
    [InlineData("claim"), InlineData("remove"), InlineData("claim_from")]
    [InlineData("check"), InlineData("check_unclaimed"), InlineData("restore"), InlineData("as")]
    public async Task AreRefusedWhereAPutNeedsText(string key)
    {
        foreach (var value in new[] { "true", "[]", "{}" })
        {
            await IsRefusedAsync(
                Nested($"params.{key}", value), $"params.{key}: must be text; put it in quotes", ProtocolJson.Default.OutRequest);
        }
    }

    [Theory]
    [InlineData("source.debug"), InlineData("source.forward_agent"), InlineData("source.skip_ssl_verification")]
    [InlineData("params.full_clone"), InlineData("params.require_claimed")]
    public async Task AreRefusedWhereTrueOrFalseIsNeeded(string path)
    {
        foreach (var value in new[] { "5", "\"5\"", "\"yes\"", "[]", "{}" })
        {
            await IsRefusedAsync(Nested(path, value), $"{path}: must be true or false");
        }
    }

    [Fact]
    public async Task AreRefusedWhereAcquireIsNotTrue() =>
        await IsRefusedAsync(
            Nested("params.acquire", "\"any\""),
            "params.acquire: must be true or false",
            ProtocolJson.Default.OutRequest);

    [Theory]
    [InlineData("\"one\""), InlineData("\"1.5\""), InlineData("1.5"), InlineData("true"), InlineData("[]"), InlineData("1e300")]
    public async Task AreRefusedWhereTheDepthIsNoWholeNumber(string value) =>
        await IsRefusedAsync(Nested("params.depth", value), "params.depth: must be a whole number");

    [Theory]
    [InlineData("5"), InlineData("\"user.name\""), InlineData("{}"), InlineData("{\"name\": \"user.name\"}")]
    public async Task AreRefusedWhereGitConfigIsNoList(string value) =>
        await IsRefusedAsync(Nested("source.git_config", value), "source.git_config: must be a list");

    [Theory]
    [InlineData("[5]", "source.git_config[0]: must be a mapping of keys to values")]
    [InlineData("[null, {\"name\": []}]", "source.git_config[1].name: must be text; put it in quotes")]
    public async Task AreRefusedWhereAGitSettingIsNone(string value, string sentence) =>
        await IsRefusedAsync(Nested("source.git_config", value), sentence);

    [Fact]
    public async Task AreRefusedWhereTextIsNotUtf8()
    {
        byte[] text = [.. "{\"source\": {\"uri\": \"/re"u8, 0xff, .. "po\"}}"u8];

        Assert.StartsWith("source.uri: ", await Stdin.RefusalAsync(text, ProtocolJson.Default.InRequest), StringComparison.Ordinal);
    }

    [Fact]
    public async Task NeverShowTheValueThatIsWrong()
    {
        var refusal = await Stdin.RefusalAsync(
            Encoding.UTF8.GetBytes(Nested("source.password", "[\"hunter2\"]")), ProtocolJson.Default.InRequest);

        Assert.DoesNotContain("hunter2", refusal, StringComparison.Ordinal);
    }

    private static string Nested(string path, string value) =>
        path.Split('.').Reverse().Aggregate(value, (inner, key) => $$"""{"{{key}}": {{inner}}}""");

    private static Task IsRefusedAsync(string text, string sentence) =>
        IsRefusedAsync(text, sentence, ProtocolJson.Default.InRequest);

    private static async Task IsRefusedAsync<T>(
        string text, string sentence, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type)
        where T : Request =>
        Sentence.Matches(sentence, await Stdin.RefusalAsync(Encoding.UTF8.GetBytes(text), type));
}
