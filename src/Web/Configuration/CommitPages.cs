namespace PoolResource.Web.Configuration;

/// <summary>Where well-known hosts show the commits of a repository.</summary>
public static class CommitPages
{
    private static readonly Dictionary<string, string> Hosts = new(StringComparer.OrdinalIgnoreCase)
    {
        ["github.com"] = "commit",
        ["gitlab.com"] = "-/commit",
        ["bitbucket.org"] = "commits",
        ["codeberg.org"] = "commit",
    };

    /// <summary>The address of a commit's page, with <c>{commit}</c> in it; null for a host that is not known.</summary>
    /// <param name="uri">The repository, by https or ssh.</param>
    public static string? Of(string uri)
    {
        var (host, path) = Uri.TryCreate(uri, UriKind.Absolute, out var address) && address.Scheme is "https" or "ssh"
            ? (address.IdnHost, address.AbsolutePath)
            : uri.Split(':', 2) is [var login, var rest] && !rest.StartsWith("//", StringComparison.Ordinal) ? (login[(login.IndexOf('@', StringComparison.Ordinal) + 1)..], rest)
            : ("", "");
        path = path.Trim('/');
        path = path.EndsWith(".git", StringComparison.Ordinal) ? path[..^".git".Length] : path;
        return path.Length > 0 && Hosts.TryGetValue(host, out var page) && Uri.TryCreate($"https://{host}/{path}/{page}/", UriKind.Absolute, out var shown)
            ? $"{shown.AbsoluteUri}{{commit}}"
            : null;
    }
}
