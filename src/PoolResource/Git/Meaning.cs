using System.Text.RegularExpressions;
using PoolResource.Git.Access;

namespace PoolResource.Git;

/// <summary>What the words of git, curl, ssh and a host mean.</summary>
/// <param name="Kind">What to do about it.</param>
/// <param name="Sentence">What it is, and what to do; null when nobody knows these words.</param>
internal sealed partial record Meaning(FailureKind Kind, string? Sentence)
{
    private const FailureKind No = FailureKind.Refused;
    private const FailureKind Passes = FailureKind.Passing;

    /// <summary>What ssh and its tools lack where the user they run as has no name.</summary>
    public const string NoUser = "ssh needs an entry in /etc/passwd for the user it runs as; run the image as root, or add one";

    /// <param name="words">What git printed.</param>
    /// <param name="login">Who asked.</param>
    public static Meaning Of(string words, Login login)
    {
        if (ExhaustedResource.Of(words) is { } used)
        {
            return new Meaning(FailureKind.Exhausted, used);
        }

        if (OfLogin(words, login) is { } refused)
        {
            return new Meaning(No, refused);
        }

        if (OfUri(words) is { } advice)
        {
            return new Meaning(No, advice);
        }

        if (ConnectingTo().Match(words) is { Success: true } to && IsAnother(to))
        {
            var other = $"{to.Groups["other"]}:{to.Groups["port"]}";
            return login.IsWithoutProxy
                ? new Meaning(Passes, $"the host of source.uri redirects to {other}, which cannot be reached")
                : new Meaning(No, $"the proxy {other} cannot be reached; correct http.proxy in source.git_config, or the worker's http_proxy");
        }

        foreach (var (pattern, kind, sentence) in KnownWords.All)
        {
            if (words.Contains(pattern, StringComparison.OrdinalIgnoreCase))
            {
                return new Meaning(kind, sentence);
            }
        }

        return HttpStatus.In(words) is { } status && !(status.Number == 403 && HostMessage.SayCrowded(words)) ? new Meaning(status.Kind, status.Describe(login)) : OfTheHost(words, login);
    }

    private static string? OfLogin(string words, Login login)
    {
        bool Say(string pattern) => words.Contains(pattern, StringComparison.OrdinalIgnoreCase);

        return login.Agreement is { } none ? none
            : Elsewhere(words, login) is { } sentence ? sentence
            : Say("could not read Username") || (Say("Authentication failed") && login.IsMissing)
                ? $"the host asks for credentials; {login.Missing ?? "give source.username and source.password"}"
            : Say("could not read Password") ? "the host asks for a password; give source.password"
            : Say("Permission denied (") && login.IsMissing ? $"the host asks for a key; {login.Missing}"
            : Say("Permission denied (") || Say("Authentication failed") || Say("Too many authentication failures")
                ? $"the host refused the credentials of the source{login.Suffix}"
            : null;
    }

    private static bool IsAnother(Match to)
    {
        var port = to.Groups["own"].Success ? to.Groups["own"].Value : to.Groups["tls"].Success ? "443" : "80";
        return port != to.Groups["port"].Value || !to.Groups["other"].Value.Equals(to.Groups["host"].Value.Trim('[', ']'), StringComparison.OrdinalIgnoreCase);
    }

    private static string? OfUri(string words) =>
        NoColon().Match(words) is { Success: true } path
            ? $"source.uri is a path on this machine, and nothing is there; for ssh write {path.Groups["user"]}{path.Groups["host"]}:{path.Groups["path"]}"
        : PortInAPath().Match(words) is { Success: true } port
            ? $"the host has no repository {port.Groups["port"]}/{port.Groups["path"]}; if {port.Groups["port"]} is a port, write ssh://user@host:{port.Groups["port"]}/{port.Groups["path"]} as source.uri"
        : null;

    // A redirect led to another origin, which asks for a login of its own.
    private static string? Elsewhere(string words, Login login)
    {
        var asked = AskedBy().Match(words);
        var other = asked.Groups["scheme"].Value + asked.Groups["host"].Value;
        return asked.Success && login.Origin is { } own && !own.Equals(other, StringComparison.OrdinalIgnoreCase)
            ? $"the host of source.uri redirects to {other}, which is not sent its login; give the repository's address there as source.uri, with a login for it"
            : null;
    }

    // A host that says no has answered, whatever became of the connection.
    private static Meaning OfTheHost(string words, Login login) =>
        HostMessage.SayCrowded(words) ? new Meaning(FailureKind.Crowded, "the host asks to be tried again later")
        : HostMessage.SayLater(words) ? new Meaning(Passes, "the host asks to be tried again later")
        : HostMessage.SayNo(words) ? new Meaning(No, login.IsMissing
            ? $"the host denies access without credentials; {login.Missing}"
            : $"the host denies access to these credentials{login.Suffix}")
        : new Meaning(FailureKind.Unknown, null);

    [GeneratedRegex("could not read Username for '(?<scheme>https?://)([^'@]*@)?(?<host>[^'/]*)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex AskedBy();

    // A uri of ssh without its colon is a path to git.
    [GeneratedRegex("'(?<user>[A-Za-z0-9_.-]+@)(?<host>[A-Za-z0-9.-]+)/(?<path>[^']+)' does not appear", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NoColon();

    // With a colon, what stands behind it is a path, a port, too.
    [GeneratedRegex("'(?<port>[0-9]{1,5})/(?<path>[^']+)' does not appear", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex PortInAPath();

    [GeneratedRegex(@"unable to access 'http(?<tls>s)?://([^/@']*@)?(?<host>\[[^]]*\]|[^/:']+)(:(?<own>\d+))?[/'].*(Failed|Couldn't) .*connect to (?<other>\S+) port (?<port>\d+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ConnectingTo();
}
