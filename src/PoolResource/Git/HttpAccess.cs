using System.Text;

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
        return [.. Bounds, .. verification, .. Login(source, folder)];
    }

    /// <summary>Who asks the host; a token may stand in a uri in the place of the user, and is not named.</summary>
    public static Login LoginOf(Source source)
    {
        var inUri = source.Uri.Login ?? ("", "");
        return (source.Access, inUri) switch
        {
            ({ Username: { } user, Password: not null }, _) => new($"user {Quoted.Text(user)}", null),
            ({ Username: { } user }, { User: "", Password.Length: > 0 }) => new($"user {Quoted.Text(user)}", null),
            ({ Password: not null }, { User: { Length: > 0 } name }) => new($"user {Quoted.Text(Uri.UnescapeDataString(name))} of source.uri", null),
            (_, { User: { Length: > 0 } name, Password.Length: > 0 }) => new($"user {Quoted.Text(Uri.UnescapeDataString(name))} of source.uri", null),
            (_, not ("", "")) => new("the login in source.uri", null),
            ({ Username: not null }, _) => new(null, "give source.password beside source.username"),
            ({ Password: not null }, _) => new(null, "give source.username beside source.password"),
            _ => new(null, "give source.username and source.password"),
        };
    }

    // A user of the uri and a password of the source make a login together, and the other way round. Half a login makes
    // git say that the other half is missing.
    private static GitSetting[] Login(Source source, PrivateFolder folder)
    {
        var (origin, inUri) = (source.Uri.Origin, source.Uri.Login ?? ("", ""));
        return (source.Access, inUri) switch
        {
            ({ Username: { } user, Password: { } password }, _) => Store(origin, (Encoded(user), Encoded(password)), folder),
            ({ Username: null, Password: { } password }, { User: { Length: > 0 } user, Password: "" }) => Store(origin, (user, Encoded(password)), folder),
            ({ Username: { } user, Password: null }, { User: "", Password: { Length: > 0 } password }) => Store(origin, (Encoded(user), password), folder),
            (_, { User: "", Password: { Length: > 0 } password }) => Header(origin, password),
            (_, { User.Length: > 0 }) => Store(origin, inUri, folder),
            ({ Username: { } user }, _) => [new($"credential.{origin}.username", user)],
            _ => [],
        };
    }

    private static string Encoded(string text) => Uri.EscapeDataString(text);

    // Git takes no credential without a user from a helper, but sends one that stands in the uri.
    private static GitSetting[] Header(string origin, string password) =>
        [new($"http.{origin}/.extraHeader", $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($":{Uri.UnescapeDataString(password)}"))}")];

    // git-credential-store asks nobody and answers for exactly this scheme, host and port.
    private static GitSetting[] Store(string origin, (string User, string Password) login, PrivateFolder folder)
    {
        var host = origin[(origin.IndexOf("://", StringComparison.Ordinal) + 3)..];
        var scheme = origin[..^(host.Length + 3)];
        var file = folder.Write("credentials", $"{scheme}://{login.User}:{login.Password}@{host}\n");
        return [new($"credential.{origin}.helper", ""), new($"credential.{origin}.helper", $"store --file='{file}'")];
    }
}
