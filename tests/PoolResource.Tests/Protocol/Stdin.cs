using System.Text;
using System.Text.Json.Serialization.Metadata;
using PoolResource.Concourse;
using PoolResource.Configuration;

namespace PoolResource.Tests.Protocol;

/// <summary>What a script makes of the bytes on its stdin.</summary>
internal static class Stdin
{
    public static Task<CheckRequest> CheckAsync(string text) => ReadAsync(text, ProtocolJson.Default.CheckRequest);

    public static Task<InRequest> InAsync(string text) => ReadAsync(text, ProtocolJson.Default.InRequest);

    public static Task<OutRequest> OutAsync(string text) => ReadAsync(text, ProtocolJson.Default.OutRequest);

    /// <summary>The request's source, read from its JSON.</summary>
    public static async Task<Source> SourceAsync(string keys) => (await DocumentAsync(keys)).ToSource();

    /// <summary>The request's source as the pipeline spells it, with these keys behind the required ones.</summary>
    public static async Task<SourceDocument> DocumentAsync(string keys) =>
        (await CheckAsync($$"""{"source": {"uri": "/repository", "branch": "main", "pool": "aws"{{keys}}} }""")).Source!;

    /// <summary>What the log says while the request is read.</summary>
    public static async Task<string> LogOfAsync<T>(string text, JsonTypeInfo<T> type)
        where T : Request
    {
        using var stderr = new StringWriter();
        await ReadAsync(Encoding.UTF8.GetBytes(text), type, new StepLog(stderr));
        return stderr.ToString();
    }

    public static async Task<string> RefusalAsync<T>(byte[] text, JsonTypeInfo<T> type)
        where T : Request =>
        (await Assert.ThrowsAsync<PoolException>(() => ReadAsync(text, type, new StepLog(TextWriter.Null)))).Message;

    private static Task<T> ReadAsync<T>(string text, JsonTypeInfo<T> type)
        where T : Request =>
        ReadAsync(Encoding.UTF8.GetBytes(text), type, new StepLog(TextWriter.Null));

    private static async Task<T> ReadAsync<T>(byte[] text, JsonTypeInfo<T> type, StepLog log)
        where T : Request
    {
        using var stdin = new MemoryStream(text);
        return await RequestReader.ReadAsync(stdin, () => type, log, TestContext.Current.CancellationToken);
    }
}
