namespace PoolResource.Git.Access;

/// <summary>Text of several lines as people paste it into YAML: with carriage returns, and indented.</summary>
internal static class PastedText
{
    /// <summary>Its lines, without what stands before and behind each.</summary>
    public static List<string> Lines(string text) => [.. text.Split('\n').Select(line => line.Trim())];

    /// <summary>Its lines from the first to the last that says something, each with its end.</summary>
    public static string Of(string text) => string.Join('\n', Lines(text)).Trim('\n') + "\n";
}
