namespace PoolResource.Git.Access;

/// <summary>
/// What an image says in its environment of whom it trusts, as settings that a source's own come after: git would take the
/// variables before any setting, and for every host.
/// </summary>
internal static class ImageTrustStore
{
    private static readonly (string Variable, string Setting)[] Stores = [("GIT_SSL_CAINFO", "http.sslCAInfo"), ("GIT_SSL_CAPATH", "http.sslCAPath")];

    // Those in which git itself expands a home, which here is not the user's.
    private static readonly string[] Paths = [".sslCAInfo", ".sslCAPath", ".sslCert", ".sslKey", ".cookieFile"];

    public static IEnumerable<GitSetting> Settings(Func<string, string?> environment) => Stores
        .Select(store => new GitSetting(store.Setting, environment(store.Variable) ?? ""))
        .Where(setting => setting.Value.Length > 0);

    /// <summary>A source's setting with the home of the image's user in a path that begins with <c>~/</c>.</summary>
    public static GitSetting Located(GitSetting setting, Func<string, string?> environment) =>
        setting.Value.StartsWith("~/", StringComparison.Ordinal) && environment("HOME") is { Length: > 0 } home && IsPath(setting.Name)
            ? setting with { Value = Path.Join(home, setting.Value[2..]) }
            : setting;

    private static bool IsPath(string name) =>
        name.StartsWith("http.", StringComparison.OrdinalIgnoreCase) && Paths.Any(path => name.EndsWith(path, StringComparison.OrdinalIgnoreCase));
}
