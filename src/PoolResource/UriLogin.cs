using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace PoolResource;

/// <summary>
/// What may be a login in the text of a uri, whether or not the uri can be parsed: a reserved character that nobody
/// has percent-encoded moves the place at which it ends.
/// </summary>
internal static partial class UriLogin
{
    private const int LongestScheme = 8;

    public const string Advice = "percent-encode the reserved characters of its user and password (/ as %2F, @ as %40, : as %3A, ? as %3F, # as %23, a blank as %20)";

    /// <summary>The user and the password before the authority's at sign, as they stand there; null when there is none.</summary>
    public static string? Of(string text) =>
        AuthorityOf(text) is { } authority && authority.LastIndexOf('@') is >= 0 and var at ? authority[..at] : null;

    /// <summary>What stands behind the uri's question mark; empty when there is none.</summary>
    public static string QueryOf(string text) =>
        SchemeAtStart().IsMatch(text) && text.IndexOf('?', StringComparison.Ordinal) is >= 0 and var mark ? text[(mark + 1)..] : "";

    /// <summary>Whether a part of a login may stand where a path, a query or a host is read.</summary>
    public static bool IsUnclear(string text)
    {
        if (AuthorityOf(text) is not { } authority)
        {
            return false;
        }

        var login = Of(text);
        var behind = text[(text.IndexOf("://", StringComparison.Ordinal) + 3 + authority.Length)..];
        return login?.Any(character => character is '?' or '#' or '@' || char.IsWhiteSpace(character)) == true
            || (behind.Contains('@', StringComparison.Ordinal) && (HasColonWithoutPort(authority) || authority.Any(char.IsWhiteSpace)));
    }

    /// <summary>Any text with whatever stands between a scheme and an at sign masked, also where it may be an ordinary path.</summary>
    public static string Masked(string text)
    {
        if (IsUnclear(text))
        {
            return WholeMasked(text);
        }

        // By hand: a regular expression takes the square of a long line's length.
        var (masked, done) = (new StringBuilder(), 0);
        while (text.IndexOf("://", done, StringComparison.Ordinal) is >= 0 and var scheme)
        {
            var start = scheme + 3;
            var blank = text.AsSpan(start).IndexOfAny(Blanks);
            var end = blank < 0 ? text.Length : start + blank;
            var at = text.AsSpan(start, end - start).LastIndexOf('@') is >= 0 and var found ? start + found : -1;
            masked.Append(text, done, start - done);
            done = at < 0 ? end : at;
            masked.Append(at < 0 || IsHarmless(text, scheme, at) ? text[start..done] : "***");
        }

        return done == 0 ? text : masked.Append(text, done, text.Length - done).ToString();
    }

    /// <summary>A uri that is refused, with everything up to its last at sign masked: a blank may stand in its login.</summary>
    public static string WholeMasked(string uri) =>
        uri.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme && uri.LastIndexOf('@') is var at && at >= scheme + 3 && !Harmless().IsMatch(uri[..(at + 1)])
            ? $"{uri[..(scheme + 3)]}***{uri[at..]}"
            : Masked(uri);

    /// <summary>What of the uri is never to be shown, as it stands there and decoded.</summary>
    public static IEnumerable<string> SecretsIn(string uri)
    {
        var start = uri.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : StartOfBareLogin(uri);
        var last = uri.LastIndexOf('@');
        if (start < 0 || last <= start || Harmless().IsMatch(uri[..(last + 1)]))
        {
            return [];
        }

        var all = uri[start..last];
        var login = IsUnclear(uri) ? all : Of(uri);
        var isSsh = uri[..start].Contains("ssh", StringComparison.OrdinalIgnoreCase);
        string[] parts = login?.Split(':', 2) switch
        {
            null => [],
            [var user, var password] => isSsh ? [password] : [user, password],
            var alone => isSsh ? [] : alone,
        };
        var tails = Enumerable.Range(0, all.Length).Where(n => all[n] == '@').Select(n => all[(n + 1)..]);
        return parts.Concat(tails).Append(isSsh && login == all ? "" : all).SelectMany(part => new[] { part, Uri.UnescapeDataString(part) }).Where(part => part.Length > 0).Distinct();
    }

    private static readonly SearchValues<char> Blanks = SearchValues.Create(" \t\r\n\u00a0");

    private static bool IsHarmless(string text, int scheme, int at) =>
        at - scheme - 3 < SecretMask.ShortestSecret && Harmless().IsMatch(text[Math.Max(0, scheme - LongestScheme)..(at + 1)]);

    // user:password@host/path, where the scheme was forgotten: git reads it as host:path.
    private static int StartOfBareLogin(string uri)
    {
        var colon = uri.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && uri.AsSpan(0, colon).IndexOfAny('/', '@') < 0 ? colon + 1 : -1;
    }

    private static string? AuthorityOf(string text)
    {
        var scheme = SchemeAtStart().Match(text);
        return scheme.Success ? text[scheme.Length..].Split('/', 2)[0] : null;
    }

    private static bool HasColonWithoutPort(string authority)
    {
        var colon = Bracketed().Replace(authority, "host").Split(':', 2);
        return colon is [_, var behind] && !(behind.Length > 0 && behind.All(char.IsAsciiDigit));
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9+.-]*://", RegexOptions.CultureInvariant)]
    private static partial Regex SchemeAtStart();

    // The user that everybody logs in as over ssh; one so short is no secret.
    [GeneratedRegex(@"ssh(\+git)?://[A-Za-z]{1,3}@$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Harmless();

    [GeneratedRegex(@"\[[^\]]*\]", RegexOptions.CultureInvariant)]
    private static partial Regex Bracketed();
}
