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

    /// <summary>The user and the password that stand in the uri, still percent-encoded.</summary>
    public (string User, string Password)? Login { get; }

    public bool IsSsh => Scheme == "ssh";

    public bool IsHttp => Scheme is "http" or "https";

    /// <summary>Over http: scheme, host and port, the part of the uri that a password belongs to.</summary>
    public string Origin => HttpOrigin().Match(Value).Value;

    /// <exception cref="PoolException">Git would run a helper for it, or could not read it.</exception>
    public static RepositoryUri Parse(string text, string parameter)
    {
        var scheme = SchemeOf(text);
        var fault = text switch
        {
            ['-', ..] => "starts with a dash",
            _ when text.Any(char.IsControl) => "contains a control character",
            _ when RemoteHelper().IsMatch(text) => "names a remote helper",
            _ when !Schemes.Contains(scheme, StringComparer.Ordinal) => "has a scheme that is not supported",
            _ when scheme == "ssh" && !SshHost().IsMatch(text) => "names no host that ssh can take",
            _ => null,
        };
        return fault is null
            ? Split(scheme, text)
            : throw new PoolException(
                $"{parameter}: {Quoted.Text(Masked(text))} {fault}; give a path, file://, git://, http(s)://, ssh:// or user@host:path");
    }

    /// <summary>Any text with the passwords in its uris masked, and the user, too, where it may be a token.</summary>
    public static string Masked(string text) => Secret().Replace(text, "${before}***@");

    public override string ToString() => Value;

    private static RepositoryUri Split(string scheme, string text)
    {
        var info = UserInfo().Match(text);
        var (user, password) = (info.Groups["user"], info.Groups["password"]);
        return (info.Success, scheme) switch
        {
            (true, "http" or "https") =>
                new RepositoryUri(scheme, text.Remove(user.Index, info.Length - user.Index), (user.Value, password.Value)),
            (true, _) when password.Success =>
                new RepositoryUri(scheme, text.Remove(password.Index - 1, password.Length + 1), null),
            _ => new RepositoryUri(scheme, text, null),
        };
    }

    // Git's own rule: host:path without a slash before the colon is ssh; all else without a scheme is a path.
    private static string SchemeOf(string text) =>
        SchemePart().Match(text) is { Success: true } match
            ? match.Groups[1].Value
            : text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon && !text.AsSpan(0, colon).Contains('/') ? "ssh" : "file";

    [GeneratedRegex(@"^[A-Za-z0-9+.-]+::", RegexOptions.CultureInvariant)]
    private static partial Regex RemoteHelper();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]*)://", RegexOptions.CultureInvariant)]
    private static partial Regex SchemePart();

    [GeneratedRegex(@"^[a-z]+://(?<user>[^/:@]*)(:(?<password>[^/]*))?@", RegexOptions.CultureInvariant)]
    private static partial Regex UserInfo();

    [GeneratedRegex(@"^https?://[^/?#]*", RegexOptions.CultureInvariant)]
    private static partial Regex HttpOrigin();

    // What ends up in ssh's arguments, and through a proxy command in a shell of ssh's.
    [GeneratedRegex(
        @"^(ssh://|(?!ssh://))(?<user>[A-Za-z0-9_.+%][A-Za-z0-9_.+%@-]*(:[^/]*)?@)?(?<host>[A-Za-z0-9_.][A-Za-z0-9_.-]*|\[[0-9A-Fa-f:.%]+\]|\[[A-Za-z0-9_.-]+(:[0-9]+)?\])([:/]|$)",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex SshHost();

    // A user and a password; over http a token may stand in the place of either.
    [GeneratedRegex(
        @"(?<before>https?://)[^\s/]*@|(?<before>[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@]*:)[^\s/]*@",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Secret();
}
