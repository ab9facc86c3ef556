using System.Text.RegularExpressions;

namespace PoolResource.Tests.Documents;

/// <summary>What a page links to, and the anchors that its headings make.</summary>
internal sealed partial class Markdown
{
    private readonly string prose;

    public Markdown(string text) => prose = Fence().Replace(text.ReplaceLineEndings("\n"), "");

    /// <summary>Where links and images lead, in the order of the text; what stands in code is none.</summary>
    public IEnumerable<string> Links => Link().Matches(Code().Replace(prose, ""))
        .Select(link => link.Groups["to"].Value)
        .Where(to => !Address().IsMatch(to));

    /// <summary>The anchors, as the well-known hosts make them: a heading that stands there twice is numbered.</summary>
    public IReadOnlySet<string> Anchors => Heading().Matches(prose)
        .Select(heading => Slug(heading.Groups["title"].Value))
        .GroupBy(slug => slug)
        .SelectMany(same => same.Select((slug, number) => number == 0 ? slug : $"{slug}-{number}"))
        .ToHashSet();

    private static string Slug(string title) =>
        new([.. LinkText().Replace(title, "${text}")
            .Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
            .Select(c => c == ' ' ? '-' : char.ToLowerInvariant(c))]);

    [GeneratedRegex("^ *(```|~~~).*?^ *\\1 *$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("(`+)[^`].*?\\1", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("\\]\\((?<to>[^)\\s]+)(\\s+\"[^\"]*\")?\\)|(src|srcset|href)=\"(?<to>[^\"]+)\"|^\\[[^\\]]+\\]: +(?<to>\\S+)", RegexOptions.Multiline)]
    private static partial Regex Link();

    [GeneratedRegex("^([a-z][a-z0-9+.-]*:|//)")]
    private static partial Regex Address();

    [GeneratedRegex("^#{1,6} +(?<title>.+?) *#*$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("\\[(?<text>[^\\]]*)\\]\\([^)]*\\)")]
    private static partial Regex LinkText();
}
