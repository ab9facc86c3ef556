namespace PoolResource.Tests.Documents;

/// <summary>The links of a page that lead nowhere in the repository.</summary>
internal static class BrokenLinks
{
    /// <param name="page">The page's path, from the root of the repository.</param>
    /// <param name="text">What it says.</param>
    /// <param name="read">The text of a file; none of a directory, and null where nothing is.</param>
    public static IEnumerable<string> Of(string page, string text, Func<string, string?> read) =>
        new Markdown(text).Links.Where(link => !Leads(page, text, link, read)).Select(link => $"{page}: {link}");

    /// <summary>The file that a link leads to, from the root of the repository; null outside of it.</summary>
    public static string? Target(string page, string link)
    {
        const string root = "/repository/";
        var path = Uri.UnescapeDataString(link.Split('#')[0]).TrimEnd('/');
        var target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(root, Path.GetDirectoryName(page) ?? "", path));
        return path.Length == 0 ? page
            : path.StartsWith('/') || !$"{target}/".StartsWith(root, StringComparison.Ordinal) ? null
            : Path.GetRelativePath(root, target);
    }

    private static bool Leads(string page, string text, string link, Func<string, string?> read)
    {
        var target = Target(page, link);
        var content = target == page ? text : target is null ? null : read(target);
        return content is not null && (link.Split('#') is not [_, var anchor] || new Markdown(content).Anchors.Contains(anchor));
    }
}
