using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using PoolResource.Configuration;

namespace PoolResource.Concourse;

/// <summary>Reads what Concourse writes to a script's stdin, and says in one sentence what is wrong with it.</summary>
public static class RequestReader
{
    /// <summary>Reads the request, tells the log of keys that mean nothing, and of secrets that must not show.</summary>
    /// <exception cref="PoolException">It is not JSON, or a value has the wrong type.</exception>
    public static async Task<TRequest> ReadAsync<TRequest>(
        Stream stdin, Func<JsonTypeInfo<TRequest>> type, StepLog log, CancellationToken stop)
        where TRequest : Request
    {
        var reading = ReadAllAsync(stdin, stop);
        var typeInfo = type();
        var request = Parse(await reading, typeInfo);
        if (request.Source is { } source)
        {
            log.Hide(source.ToSecrets());
            log.Debug = source.Debug ?? false;
            Warn(log, "source", source.Unknown, () => KnownKeys.Source);
            Warn(log, "source.concourse", source.Concourse?.Unknown, () => KnownKeys.Concourse);
        }

        Warn(log, "params", request.UnknownParams, () => request.KnownParams);
        foreach (var sentence in request.ToWarnings())
        {
            log.Warn(sentence);
        }

        return request;
    }

    private static async Task<byte[]> ReadAllAsync(Stream stdin, CancellationToken stop)
    {
        using var text = new MemoryStream();

        // The console's stream reads on in its thread, whoever asks it to stop.
        await stdin.CopyToAsync(text, stop).WaitAsync(stop);
        return text.ToArray();
    }

    private static TRequest Parse<TRequest>(byte[] text, JsonTypeInfo<TRequest> type)
    {
        if (text.AsSpan().Trim(" \r\n\t"u8).IsEmpty)
        {
            throw new PoolException("invalid payload: stdin is empty; write the request to it as one JSON object");
        }

        try
        {
            return JsonSerializer.Deserialize(text, type)
                ?? throw new PoolException("invalid payload: the request is null; write it as one JSON object");
        }
        catch (JsonException fault) when (fault.Path is { Length: > 2 } path && fault.InnerException is not JsonException)
        {
            // Path is "$.source.pool"; the message's tail, behind the type's name, is for programmers.
            throw new PoolException($"{path[2..]}: {JsonFault.Expected(fault)}", fault);
        }
        catch (JsonException fault)
        {
            throw new PoolException($"invalid payload: the request is not a JSON object (line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}); write it as one JSON object", fault);
        }
    }

    private static void Warn(
        StepLog log, string section, Dictionary<string, JsonElement>? unknown, Func<IReadOnlyCollection<string>> known)
    {
        foreach (var key in unknown?.Keys ?? Enumerable.Empty<string>())
        {
            log.UnknownKey(section, key, KnownKeys.Nearest(key, known()));
        }
    }
}
