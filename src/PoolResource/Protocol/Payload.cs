using System.Text.Json;

namespace PoolResource.Protocol;

/// <summary>What every part of a request is checked for.</summary>
internal static class Payload
{
    /// <summary>The baseline's sentence for something required that is not there.</summary>
    public static string Missing(string what) => $"invalid payload (missing {what})";

    /// <exception cref="PoolException">There are sentences: one line each.</exception>
    public static void RequireAll(IEnumerable<string> missing)
    {
        var sentences = string.Join('\n', missing);
        if (sentences.Length > 0)
        {
            throw new PoolException(sentences);
        }
    }

    /// <summary>A duration as Go reads it from JSON: text with units, or whole nanoseconds; null when absent or empty.</summary>
    public static TimeSpan? Duration(JsonElement? value, string parameter) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text =>
            Text(text, parameter) is { Length: > 0 } written ? PoolResource.Duration.Parse(written, parameter) : null,
        { ValueKind: JsonValueKind.Number } number when number.TryGetInt64(out var nanoseconds) =>
            PoolResource.Duration.FromNanoseconds(nanoseconds, parameter),
        { } other => throw new PoolException($"{parameter}: {Quoted.Text(other.GetRawText())} is not a duration; write 10s, 30m or 1h30m"),
    };

    /// <summary>The text of a JSON string.</summary>
    /// <exception cref="PoolException">It is not valid Unicode.</exception>
    public static string Text(JsonElement value, string parameter)
    {
        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException fault)
        {
            throw new PoolException($"{parameter} is not valid Unicode; correct it", fault);
        }
    }

    /// <summary>One of the two states of a lock.</summary>
    /// <exception cref="PoolException">It is neither.</exception>
    public static LockState State(string text, string parameter) =>
        LockState.All.FirstOrDefault(state => state.Directory == text)
        ?? throw new PoolException($"{parameter}: {Quoted.Text(text)} is neither claimed nor unclaimed; write one of them");

    /// <summary>Text, or null when it is absent or empty.</summary>
    public static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
