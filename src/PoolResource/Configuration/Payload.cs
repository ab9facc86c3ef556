using System.Globalization;
using System.Text.Json;

namespace PoolResource.Configuration;

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
        { ValueKind: JsonValueKind.String } text => Line(Text(text, parameter), parameter) switch
        {
            null => null,
            var written when long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var nanoseconds) =>
                PoolResource.Duration.FromNanoseconds(nanoseconds, parameter),
            var written => PoolResource.Duration.Parse(written, parameter),
        },
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

    /// <summary>What to say of a pool's path that is taken as another one.</summary>
    public static IEnumerable<string> OtherPath(string? text, string parameter) =>
        Cut(text) is { } path && PoolName.Meant(path) is { Length: > 0 } meant && meant != path
            ? [$"{parameter}: {Quoted.Text(path)} is taken as {meant}; write it so"]
            : [];

    /// <summary>Whether there is text but for line ends.</summary>
    public static bool IsGiven(string? text) => Cut(text) is not null;

    /// <summary>Text, or null when it is absent or empty.</summary>
    public static string? Present(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>A value of one line without the line ends behind it, which secrets are often saved with; null when absent or empty.</summary>
    public static string? Cut(string? text) => Present(text?.TrimEnd('\r', '\n'));

    /// <summary>The same, checked.</summary>
    /// <exception cref="PoolException">It holds a control character.</exception>
    public static string? Line(string? text, string parameter)
    {
        var line = Cut(text);
        return line?.FirstOrDefault(char.IsControl) is { } control && line.Any(char.IsControl)
            ? throw new PoolException($"{parameter}: it holds a control character (U+{(int)control:X4}); write it as one line of text")
            : line;
    }

    /// <summary>The text of a string or of a number that YAML made of it; null for anything else.</summary>
    /// <exception cref="PoolException">It is not valid Unicode.</exception>
    public static string? Scalar(JsonElement? value, string parameter) => value switch
    {
        { ValueKind: JsonValueKind.String } text => Text(text, parameter),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };
}
