using System.Text.Json;

namespace PoolResource.Builds;

/// <summary>The vars of an instanced pipeline, as the queries of Concourse's addresses spell them.</summary>
internal static class InstanceVars
{
    private const int Longest = 4_000;
    private const string Prefix = "vars.";

    /// <summary>The query, in one order and one spelling; empty for none, null for what is too long to be sent.</summary>
    public static string? Canonical(string query)
    {
        if (query.Length > Longest)
        {
            return null;
        }

        var pairs = query.TrimStart('?').Split('&').Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .Select(pair => (Name: Unescaped(pair[0]), Value: Unescaped(pair[1])))
            .Where(pair => pair.Name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(pair => $"{Uri.EscapeDataString(pair.Name)}={Uri.EscapeDataString(Value(pair.Value))}")
            .Order(StringComparer.Ordinal);
        return string.Join('&', pairs);
    }

    private static string Unescaped(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));

    private static string Value(string json)
    {
        try
        {
            using var value = JsonDocument.Parse(json);
            return PipelineVars.Write(value.RootElement);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return json;
        }
    }
}
