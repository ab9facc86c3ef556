namespace PoolResource.Web.Pages;

/// <summary>The addresses of pages, and of places elsewhere.</summary>
public static class Links
{
    public static string Pool(PoolName pool) => $"/pools/{Segment(pool.Value)}";

    public static string Lock(PoolName pool, LockName name) => $"{Pool(pool)}/locks/{Segment(name.Value)}";

    public static string Lock(Lock one) => Lock(one.Pool, one.Name);

    public static string Holder(string team, string pipeline) => $"/holders/{Segment(team)}/{Segment(pipeline)}";

    /// <summary>An address that somebody else wrote, if it is one of a page; null for anything else.</summary>
    public static string? Outside(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps) && uri.UserInfo.Length == 0 ? uri.AbsoluteUri : null;

    /// <summary>Where a commit is shown; null where nobody shows it.</summary>
    public static string? Commit(string? pattern, CommitId commit) => pattern?.Replace("{commit}", commit.Value, StringComparison.Ordinal);

    /// <summary>The segments of a path as it was sent, each as it is meant: a slash within a name is no end of a segment.</summary>
    /// <param name="raw">The path, percent signs and all.</param>
    public static IReadOnlyList<string> Segments(string raw)
    {
        var end = raw.IndexOfAny(['?', '#']);
        return [.. (end < 0 ? raw : raw[..end]).Split('/', StringSplitOptions.RemoveEmptyEntries).Select(Uri.UnescapeDataString)];
    }

    private static string Segment(string name) => Uri.EscapeDataString(name);
}
