using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using PoolResource.Configuration;

namespace PoolResource.Web.Configuration;

/// <summary>What values of the configuration have in common.</summary>
internal static class Keys
{
    /// <summary>Refuses keys that nobody knows.</summary>
    /// <param name="section">Where they stand, with a dot at its end.</param>
    /// <param name="unknown">The keys.</param>
    /// <param name="document">What is known there.</param>
    /// <exception cref="PoolException">There are some.</exception>
    public static void RequireKnown(string section, Dictionary<string, JsonElement>? unknown, JsonTypeInfo document)
    {
        if (unknown?.Keys.FirstOrDefault() is { } key)
        {
            throw new PoolException($"{section}{Quoted.Line(key)} is no key of this file{(KnownKeys.Nearest(key, KnownKeys.Of(document)) is { } nearest ? $"; did you mean {nearest}?" : "")}");
        }
    }

    /// <summary>Refuses keys behind which nothing is written: whoever wrote one meant something.</summary>
    /// <exception cref="PoolException">There are some.</exception>
    public static void RequireValues(JsonNode? node, string path)
    {
        switch (node)
        {
            case null:
                throw new PoolException($"{path}: nothing is written there; write something, or leave the key out");
            case JsonObject mapping:
                foreach (var (key, value) in mapping)
                {
                    RequireValues(value, path.Length == 0 ? Quoted.Line(key) : $"{path}.{Quoted.Line(key)}");
                }

                break;
            case JsonArray list:
                for (var n = 0; n < list.Count; n++)
                {
                    RequireValues(list[n], $"{path}[{n}]");
                }

                break;
        }
    }

    /// <summary>One text, or a list of them.</summary>
    /// <exception cref="PoolException">It is neither.</exception>
    public static IReadOnlyList<string> Texts(JsonNode? node, string parameter) => node switch
    {
        null => [],
        JsonArray { Count: 0 } => throw new PoolException($"{parameter}: an empty list says nothing; write something into it, or leave the key out"),
        JsonArray list => [.. list.Select(one => Text(one, parameter))],
        _ => [Text(node, parameter)],
    };

    /// <summary>Pools by name or pattern; all where none is given.</summary>
    /// <exception cref="PoolException">It is neither a text nor a list of texts.</exception>
    public static IReadOnlyList<PoolPattern> Pools(JsonNode? node, string parameter) =>
        Texts(node, parameter) is { Count: > 0 } given ? [.. given.Select(one => new PoolPattern(one))] : [new PoolPattern("*")];

    /// <summary>An address of http or https.</summary>
    /// <exception cref="PoolException">It is none.</exception>
    public static Uri Address(string text, string parameter) =>
        WebAddress.Of(text)
            ?? throw new PoolException($"{parameter}: what is written there is no address of a page; write it as https://…, without a login in it");

    private static string Text(JsonNode? node, string parameter) =>
        node is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text
        : throw new PoolException($"{parameter}: a text is expected, or a list of texts");
}
