using System.Text.RegularExpressions;

namespace PoolResource.Tests;

/// <summary>Compares sentences whose essential words alone are given.</summary>
internal static class Sentence
{
    /// <summary>Fails unless the text is exactly the pattern; an ellipsis stands for any text.</summary>
    public static void Matches(string pattern, string text) =>
        Assert.Matches($@"\A{Regex.Escape(pattern).Replace("…", "[^\n]*", StringComparison.Ordinal)}\z", text);

    /// <summary>Fails unless the action is refused with such a sentence.</summary>
    public static void Refuses(string pattern, Action action) =>
        Matches(pattern, Assert.ThrowsAny<PoolException>(action).Message);
}
