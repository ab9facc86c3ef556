using System.Text.Json.Serialization.Metadata;

namespace PoolResource.Configuration;

/// <summary>The keys that mean something, read off the documents themselves, and the nearest one to a stranger.</summary>
public static class KnownKeys
{
    public static IReadOnlyCollection<string> Source { get; } = Of(SourceJson.Default.SourceDocument);

    public static IReadOnlyCollection<string> Concourse { get; } = Of(SourceJson.Default.ConcourseDocument);

    /// <summary>The known key that is fewest edits away.</summary>
    public static string? Nearest(string stranger, IReadOnlyCollection<string> known) =>
        known.Order(StringComparer.Ordinal).MinBy(key => Distance(stranger, key));

    /// <summary>The keys of a document.</summary>
    public static IReadOnlyCollection<string> Of(JsonTypeInfo document) =>
        [.. document.Properties.Where(property => !property.IsExtensionData).Select(property => property.Name)];

    /// <summary>Levenshtein's edit distance, one row at a time.</summary>
    private static int Distance(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var substitution = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(substitution, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
