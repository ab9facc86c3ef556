using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace PoolResource;

/// <summary>
/// Where the repository is: a path on disk, <c>file://</c>, <c>git://</c>, <c>http(s)://</c>, <c>ssh://</c>,
/// or ssh in the form <c>user@host:path</c>.
/// </summary>
public sealed partial record RepositoryUri
{
    private static readonly string[] Schemes = ["file", "git", "http", "https", "ssh"];

    private RepositoryUri(string scheme, string value, (string User, string Password)? login) =>
        (Scheme, Value, Login) = (scheme, value, login);

    /// <summary>file, git, http, https or ssh; a path is a file.</summary>
    public string Scheme { get; }

    /// <summary>The uri as git takes it, without a password, and over http without a user.</summary>
    public string Value { get; }

    /// <summary>The user and the password that stand in the uri, still percent-encoded; over ssh only where there is a password.</summary>
    public (string User, string Password)? Login { get; }

    /// <summary>Who logs in over ssh, when the uri says so.</summary>
    public string? SshUser => IsSsh && SshHost().Match(Value).Groups["user"] is { Success: true, Value: var user } ? user.TrimEnd('@') : null;

    public bool IsSsh => Scheme == "ssh";

    public bool IsHttp => Scheme is "http" or "https";

    /// <summary>Over http: scheme, host and port, the part of the uri that a password belongs to.</summary>
    public string Origin => HttpOrigin().Match(Value).Value;

    /// <summary>The uri without what may be a token in it.</summary>
    public string WithoutQuery => UriLogin.QueryOf(Value) is { Length: > 0 } query ? Value[..^(query.Length + 1)] : Value;

    /// <summary>Host and port as they stand in the uri; empty for a path.</summary>
    public string Authority => HostAndPort().Match(Value).Groups["authority"].Value;

    /// <exception cref="PoolException">Git would run a helper for it, or could not read it.</exception>
    public static RepositoryUri Parse(string text, string parameter)
    {
        text = SshOfGit().Replace(text, "ssh://");
        var scheme = SchemeOf(text);
        var fault = text switch
        {
            _ when MistypedScheme().Match(text) is { Success: true } match => throw new PoolException(
                $"{parameter} begins with {Quoted.Text(match.Value)} where {match.Groups["scheme"]}:// belongs; write it so"),
            _ when LacksScheme().IsMatch(text) => throw new PoolException($"{parameter} begins with \"//\" where a scheme belongs, such as https://; write it so"),
            ['-', ..] => "starts with a dash",
            _ when text.Any(char.IsControl) => "contains a control character",
            _ when RemoteHelper().IsMatch(text) => "names a remote helper",
            _ when UriLogin.IsUnclear(text) => throw new PoolException(
                $"{parameter}: {Quoted.Text(UriLogin.WholeMasked(text))} does not tell where its login ends; {UriLogin.Advice}"),
            _ when !Schemes.Contains(scheme, StringComparer.Ordinal) => "has a scheme that is not supported",
            _ when scheme == "git" && UriLogin.Of(text) is not null => "has a login, which git:// does not take",
            _ when scheme == "ssh" && PathForAPort().IsMatch(text) => "has a path where a port belongs; write ssh://git@host/org/repo, or git@host:org/repo",
            _ when scheme == "ssh" && !SshHost().IsMatch(text) => "names no host that ssh can take",
            _ => null,
        };
        return fault is null
            ? Split(scheme, text)
            : throw new PoolException(
                $"{parameter}: {Quoted.Text(UriLogin.WholeMasked(text))} {fault}; give a path, file://, git://, http(s)://, ssh:// or user@host:path");
    }

    /// <summary>Reads a uri that may be refused.</summary>
    public static bool TryParse(string text, [NotNullWhen(true)] out RepositoryUri? uri)
    {
        try
        {
            uri = Parse(text, "uri");
        }
        catch (PoolException)
        {
            uri = null;
        }

        return uri is not null;
    }

    /// <summary>Any text with whatever may be a login in its uris masked.</summary>
    public static string Masked(string text) => UriLogin.Masked(text);

    public override string ToString() => Value;

    private static RepositoryUri Split(string scheme, string text)
    {
        if (UriLogin.Of(text) is not { } login)
        {
            return new RepositoryUri(scheme, text, null);
        }

        var start = text.IndexOf("://", StringComparison.Ordinal) + 3;
        var colon = login.IndexOf(':', StringComparison.Ordinal);
        var (user, password) = colon < 0 ? (login, "") : (login[..colon], login[(colon + 1)..]);
        return scheme switch
        {
            "http" or "https" => new RepositoryUri(scheme, text.Remove(start, login.Length + 1), (user, password)),
            _ when colon >= 0 => new RepositoryUri(scheme, text.Remove(start + colon, login.Length - colon), (user, password)),
            _ => new RepositoryUri(scheme, text, null),
        };
    }

    // Git's own rule: host:path without a slash before the colon is ssh; all else without a scheme is a path.
    private static string SchemeOf(string text) =>
        SchemePart().Match(text) is { Success: true } match
            ? match.Groups[1].Value
            : text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !text.AsSpan(0, colon).Contains('/') ? "ssh" : "file";

    // Two older spellings that git still takes.
    [GeneratedRegex("^(git\\+ssh|ssh\\+git)://", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SshOfGit();

    // Git would take it for a path, and show a password that stands in it; ssh and git are names of hosts, too.
    [GeneratedRegex(@"^((?<scheme>https?|ssh|git|file|ftps?)(?!://)([^A-Za-z0-9]*[/\\]{2}|:[/\\:](?=[^/\\@]*:[^/\\]*@))|(?<scheme>https?):[/\\:](?!/))", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex MistypedScheme();

    [GeneratedRegex("^//[^/]*@", RegexOptions.CultureInvariant)]
    private static partial Regex LacksScheme();

    [GeneratedRegex(@"^[A-Za-z0-9+.-]+::", RegexOptions.CultureInvariant)]
    private static partial Regex RemoteHelper();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]*)://", RegexOptions.CultureInvariant)]
    private static partial Regex SchemePart();

    [GeneratedRegex(@"^([A-Za-z0-9+.-]+://([^/@]*@)?(?<authority>[^/?#]*)|(?!file:)([^/@]*@)?(?<authority>[^/:]+):)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex HostAndPort();

    [GeneratedRegex(@"^https?://[^/?#]*", RegexOptions.CultureInvariant)]
    private static partial Regex HttpOrigin();

    [GeneratedRegex(@"^ssh://([^/]*@)?(?=[^@/]*(/|$))[^/:@\[\]]+:[^/]*[^0-9/][^/]*(/|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PathForAPort();

    // What ends up in ssh's arguments, and through a proxy command in a shell of ssh's.
    [GeneratedRegex(
        @"^(ssh://|(?!ssh://))(?<user>[A-Za-z0-9_.+%][A-Za-z0-9_.+%@-]*(:[^/]*)?@)?(?<host>[A-Za-z0-9_.][A-Za-z0-9_.-]*|\[[0-9A-Fa-f:.%]+\]|\[[A-Za-z0-9_.-]+(:[0-9]+)?\])([:/]|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SshHost();
}
