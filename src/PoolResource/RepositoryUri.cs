using System.Text.RegularExpressions;

namespace PoolResource;

/// <summary>
/// Where the repository is: a path on disk, <c>file://</c>, <c>git://</c>, <c>http(s)://</c>, <c>ssh://</c>,
/// or ssh in the form <c>user@host:path</c>.
/// </summary>
public sealed partial record RepositoryUri
{
    private static readonly string[] Schemes = ["file", "git", "http", "https", "ssh"];

    private RepositoryUri(string value) => Value = value;

    /// <summary>The uri as git takes it; a password may stand in it.</summary>
    public string Value { get; }

    /// <summary>The uri without a password or token that stands in it.</summary>
    public string WithoutSecret => Secret().Replace(Value, match => match.Groups["before"].Value.TrimEnd(':') is var before && before.EndsWith('/') ? before : $"{before}@");

    /// <exception cref="PoolException">Git would run a helper for it, or could not read it.</exception>
    public static RepositoryUri Parse(string text, string parameter)
    {
        var fault = text switch
        {
            ['-', ..] => "starts with a dash",
            _ when text.Any(char.IsControl) => "contains a control character",
            _ when RemoteHelper().IsMatch(text) => "names a remote helper",
            _ when Scheme().Match(text) is { Success: true } match
                && !Schemes.Contains(match.Groups[1].Value, StringComparer.Ordinal) => "has a scheme that is not supported",
            _ => null,
        };
        return fault is null
            ? new RepositoryUri(text)
            : throw new PoolException(
                $"{parameter}: {Quoted.Text(Masked(text))} {fault}; give a path, file://, git://, http(s)://, ssh:// or user@host:path");
    }

    /// <summary>Any text with the passwords in its uris masked.</summary>
    public static string Masked(string text) => Secret().Replace(text, "${before}***@");

    public override string ToString() => Masked(Value);

    [GeneratedRegex(@"^[A-Za-z0-9+.-]+::", RegexOptions.CultureInvariant)]
    private static partial Regex RemoteHelper();

    [GeneratedRegex(@"^([A-Za-z][A-Za-z0-9+.-]*)://", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();

    // scheme://user:SECRET@, and for http also scheme://SECRET@, which is how tokens are passed.
    [GeneratedRegex(
        @"(?<before>[A-Za-z][A-Za-z0-9+.-]*://[^\s/:@]*:|https?://)(?<secret>[^\s/:@][^\s/@]*|[^\s/]*)@",
        RegexOptions.CultureInvariant)]
    private static partial Regex Secret();
}
