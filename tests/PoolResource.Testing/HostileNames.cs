namespace PoolResource.Testing;

/// <summary>What names are made of that nobody would think of; not all of it may stand in one.</summary>
public static class HostileNames
{
    /// <summary>The pieces.</summary>
    public static IReadOnlyList<string> Pieces { get; } =
    [
        "env-1", "a", "-", "--", ".", "..", " ", "  ", "\u00a0", "\u3000", "\u2003", "\ufeff", "\u200b", "\u200d", "\u202e", "\u00ad", "\u0301", "\u00e9", "e",
        "\u212b", "\ud83d\udd12", "\ud55c", "\u1112\u1161\u11ab", "/", "\\", "'", "\"", "$(id)", "`", "*", "?", "[", "%2F", "@", ":", "\n", "\r", "\t", "\0", "\e[2J", "\u0085",
        "\ufffd", "claimed", "unclaimed", ".gitkeep", "<U+200B>", "\u2028", new string('x', 60),
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>", "' onmouseover=alert(1) x='", "javascript:alert(1)", "&lt;b&gt;", "<!--", "{{7*7}}", "@(1+1)", "</title>",
    ];
}
