namespace PoolResource.Git;

/// <summary>The part of git's configuration that opens a host over http: a password that belongs to this host alone.</summary>
internal static class HttpAccess
{
    // After half a minute without a byte the host counts as silent; a source's own settings come later and win.
    private static readonly GitSetting[] Bounds = [new("http.lowSpeedLimit", "1"), new("http.lowSpeedTime", "30")];

    public static IEnumerable<GitSetting> Settings(Source source, PrivateFolder folder)
    {
        if (!source.Uri.IsHttp)
        {
            return [];
        }

        GitSetting[] verification = source.Access.SkipSslVerification ? [new("http.sslVerify", "false")] : [];
        return [.. Bounds, .. verification, .. Login(source) is { } login ? Store(source.Uri.Origin, login, folder) : []];
    }

    /// <summary>Who asks the host; a token may stand in a uri in the place of the user, and is not named.</summary>
    public static Login LoginOf(Source source) => new(
        source.Access is { Username: { } user, Password: not null } ? $"user {Quoted.Text(user)}"
            : source.Uri.Login is { User: var name, Password: not "" } ? $"user {Quoted.Text(Uri.UnescapeDataString(name))} of source.uri"
            : source.Uri.Login is not null ? "the login in source.uri"
            : null,
        "give source.username and source.password");

    private static (string User, string Password)? Login(Source source) =>
        source.Access is { Username: { } user, Password: { } password }
            ? (Uri.EscapeDataString(user), Uri.EscapeDataString(password))
            : source.Uri.Login;

    // git-credential-store asks nobody and answers for exactly this scheme, host and port.
    private static GitSetting[] Store(string origin, (string User, string Password) login, PrivateFolder folder)
    {
        var host = origin[(origin.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var scheme = origin[..^(host.Length + 3)];
        var file = folder.Write("credentials", $"{scheme}://{login.User}:{login.Password}@{host}\n");
        return [new($"credential.{origin}.helper", ""), new($"credential.{origin}.helper", $"store --file='{file}'")];
    }
}
