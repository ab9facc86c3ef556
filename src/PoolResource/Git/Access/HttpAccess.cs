using System.Text;

namespace PoolResource.Git.Access;

/// <summary>The part of git's configuration that opens a host over http: a password that belongs to this host alone.</summary>
internal static class HttpAccess
{
    // After half a minute without a byte the host counts as silent; a source's own settings come later and win.
    private static readonly GitSetting[] Bounds = [new("http.lowSpeedLimit", "1"), new("http.lowSpeedTime", "30")];

    // Those that curl reads.
    private static readonly string[] ProxyVariables = ["http_proxy", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"];

    public static IEnumerable<GitSetting> Settings(Source source, PrivateFolder folder)
    {
        RepositoryUri[] uris = [.. new[] { source.Uri, source.PushUri }.Where(uri => uri.IsHttp).DistinctBy(uri => uri.Origin)];
        if (uris.Length == 0)
        {
            return [];
        }

        RequireAuthorities(source.GitConfig);
        GitSetting[] verification = source.Credentials.SkipSslVerification ? [new("http.sslVerify", "false")] : [];
        return [.. Bounds, .. verification, .. uris.SelectMany((uri, n) => Login(source, uri, folder, $"credentials-{n}"))];
    }

    /// <summary>Who asks a host; a token may stand in a uri in the place of the user, and is not named.</summary>
    public static Login LoginOf(Source source, RepositoryUri uri)
    {
        var inUri = uri.Login ?? ("", "");
        var login = (AccessTo(source, uri), inUri) switch
        {
            ({ Username: { } user, Password: not null }, _) => new Login($"user {Quoted.Text(user)}", null),
            ({ Username: { } user }, { User: "", Password.Length: > 0 }) => new($"user {Quoted.Text(user)}", null),
            ({ Password: not null }, { User: { Length: > 0 } name }) => new($"user {Quoted.Text(Decoded(name))} of source.uri", null),
            (_, { User: { Length: > 0 } name, Password.Length: > 0 }) => new($"user {Quoted.Text(Decoded(name))} of source.uri", null),
            (_, not ("", "")) => new("the login in source.uri", null),
            ({ Username: not null }, _) => new(null, "give source.password beside source.username"),
            ({ Password: not null }, _) => new(null, "give source.username beside source.password"),
            _ when source.Credentials is { Username: not null, Password: not null } => new(null,
                $"source.username and source.password are for {LoginHost(source)} and are not shown to {uri.Authority}, where url.*.insteadOf in source.git_config leads; write the login for it into that setting"),
            _ => new(null, "give source.username and source.password"),
        };
        return login with { Origin = uri.Origin, IsWithoutProxy = !HasProxy(source) };
    }

    private static bool HasProxy(Source source) =>
        source.Credentials.Tunnel is not null
        || source.GitConfig.Any(setting => setting.Value.Length > 0 && (setting.Name.StartsWith("http.", StringComparison.OrdinalIgnoreCase) || setting.Name.StartsWith("remote.", StringComparison.OrdinalIgnoreCase)) && setting.Name.EndsWith(".proxy", StringComparison.OrdinalIgnoreCase))
        || ProxyVariables.Any(variable => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable)));

    // Some builds of curl say nothing of a file that is missing, and trust nobody.
    private static void RequireAuthorities(IEnumerable<GitSetting> settings)
    {
        var missing = settings.FirstOrDefault(setting =>
            setting.Name.StartsWith("http.", StringComparison.OrdinalIgnoreCase) && setting.Name.EndsWith(".sslCAInfo", StringComparison.OrdinalIgnoreCase)
            && setting.Value.Length > 0 && !setting.Value.StartsWith('~') && !File.Exists(setting.Value));
        if (missing is not null)
        {
            throw new PoolException(
                $"source.git_config: {missing.Name} names the file {Quoted.Text(missing.Value)}, which cannot be read; give one that is in the image");
        }
    }

    // A user of the uri and a password of the source make a login together, and the other way round. Half a login makes
    // git say that the other half is missing.
    private static GitSetting[] Login(Source source, RepositoryUri uri, PrivateFolder folder, string name)
    {
        var (origin, inUri) = (uri.Origin, uri.Login ?? ("", ""));
        return (AccessTo(source, uri), inUri) switch
        {
            ({ Username: { } user, Password: { } password }, _) => Helper(origin, (user, password), folder, name),
            ({ Username: null, Password: { } password }, { User: { Length: > 0 } user, Password: "" }) => Helper(origin, (Decoded(user), password), folder, name),
            ({ Username: { } user, Password: null }, { User: "", Password: { Length: > 0 } password }) => Helper(origin, (user, Decoded(password)), folder, name),
            (_, { User: "", Password: { Length: > 0 } password }) => Header(origin, password),
            (_, { User: { Length: > 0 } user, Password: var password }) => Helper(origin, (Decoded(user), Decoded(password)), folder, name),
            ({ Username: { } user }, _) => [new($"credential.{origin}.username", user)],
            _ => [],
        };
    }

    // What the source gives is for the host that its uri names, wherever git_config leads.
    private static Credentials AccessTo(Source source, RepositoryUri uri) =>
        uri.Authority.Equals(LoginHost(source), StringComparison.OrdinalIgnoreCase) ? source.Credentials : new Credentials();

    private static string LoginHost(Source source) => source.LoginHost ?? source.Uri.Authority;

    private static string Decoded(string text) => Uri.UnescapeDataString(text);

    // Git takes no credential without a user from a helper, but sends one that stands in the uri.
    private static GitSetting[] Header(string origin, string password) =>
        [new($"http.{origin}/.extraHeader", $"Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($":{Decoded(password)}"))}")];

    // A helper that asks nobody, answers for exactly this scheme, host and port, and forgets nothing: git's own store
    // drops a login that was refused once. What git adds to the line is a comment.
    private static GitSetting[] Helper(string origin, (string User, string Password) login, PrivateFolder folder, string name)
    {
        if (login.User.Concat(login.Password).Any(char.IsControl))
        {
            throw new PoolException("source.username and source.password may hold no control characters; correct them");
        }

        var file = folder.Write(name, $"username={login.User}\npassword={login.Password}\n");
        return [new($"credential.{origin}.helper", ""), new($"credential.{origin}.helper", $"!cat '{file}' #")];
    }
}
