using System.Text.Json;

namespace PoolResource.Configuration;

/// <summary>What is wrong with a value of a JSON document, for people.</summary>
public static class JsonFault
{
    // The inner message names the reader that failed; the outer one the document it stands in.
    public static string Expected(JsonException fault) => (fault.InnerException?.Message ?? fault.Message) switch
    {
        var message when message.StartsWith("must be ", StringComparison.Ordinal) => message,
        var message when Says(message, "IReadOnlyList") => "must be a list",
        var message when Says(message, "as a string") => "must be a text",
        var message when Says(message, "as a boolean") => "must be true or false",
        var message when Says(message, "could not be converted") => "must be a mapping of keys to values",
        _ => "cannot be read as JSON; correct it",
    };

    private static bool Says(string message, params string[] words) =>
        words.Any(word => message.Contains(word, StringComparison.Ordinal));
}
