using System.Text.RegularExpressions;

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

    private const string Plain = "the host serves the repository as plain files, to be read alone; give the address at which it takes pushes, mostly one that ends in .git, or ssh";

    // The words of git 2.20 and later, curl and OpenSSH under LC_ALL=C; the first match counts. What a host says in
    // words of its own comes behind all of them.
    private static readonly (string Words, FailureKind Kind, string Sentence)[] Known =
    [
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", No, "the host's key is not the one in source.known_hosts; if that is right, correct it there"),
        ("Host key verification failed", No, "the host's key is not in source.known_hosts; add it there"),
        ("No user exists for uid", No, NoUser),
        ("HTTP return code: 407", No, "the proxy in source.https_tunnel refused its proxy_user and proxy_password"),
        ("HTTP return code: 4", No, "the proxy in source.https_tunnel refused to connect to the host"),
        ("HTTP return code: 5", Passes, "the proxy in source.https_tunnel cannot connect to the host"),
        ("failed to connect to local proxy", Passes, "the proxy in source.https_tunnel does not answer"),
        ("failed to resolve local proxy", Passes, "the proxy in source.https_tunnel cannot be found"),
        ("Could not resolve proxy", No, "the proxy in http.proxy of source.git_config cannot be found; correct it"),
        ("Could not resolve host", Passes, "the host in source.uri cannot be found"),
        ("Name or service not known", Passes, "the host in source.uri cannot be found"),
        ("Temporary failure in name resolution", Passes, "the host in source.uri cannot be found"),
        ("unable to look up", Passes, "the host in source.uri cannot be found"),
        ("transport '", No, "source.uri uses a transport that is not allowed here"),
        ("certificate has expired", No, "the host's certificate cannot be trusted: it has expired; renew it on the host"),
        ("certificate is not yet valid", No, "the host's certificate cannot be trusted: it is not valid yet; correct a clock, or the certificate"),
        ("subject name", No, "the host's certificate cannot be trusted: it is for another name than the one in source.uri; write the name the certificate has"),
        ("Problem with the SSL CA cert", No, "the file in http.sslCAInfo of source.git_config cannot be read; give one that is in the image"),
        ("speaks TLS", No, "the port in source.uri speaks TLS; write https://, or the port for http"),
        ("error setting certificate", No, "the file in http.sslCAInfo of source.git_config cannot be read; give one that is in the image"),
        ("error reading ca cert file", No, "the file in http.sslCAInfo of source.git_config cannot be read; give one that is in the image"),
        ("wrong version number", No, "the port in source.uri speaks no TLS; write http://, or the port for https"),
        ("unexpected TLS packet", No, "the port in source.uri speaks no TLS; write http://, or the port for https"),
        ("packet length too long", No, "the port in source.uri speaks no TLS; write http://, or the port for https"),
        ("record layer failure", No, "the port in source.uri speaks no TLS; write http://, or the port for https"),
        ("HTTP/0.9 when not allowed", No, "the port in source.uri speaks no plain http; write https://, or the port for http"),
        ("Unsupported proxy", No, "the proxy in http.proxy of source.git_config has a scheme that is not supported"),
        ("from proxy after CONNECT", No, "the proxy in http.proxy of source.git_config refused to connect to the host"),
        ("CONNECT tunnel failed", No, "the proxy in http.proxy of source.git_config refused to connect to the host"),
        ("Proxy CONNECT aborted", No, "the proxy in http.proxy of source.git_config does not speak http"),
        ("Malformed input to a URL", No, "source.uri holds a blank or another character that a uri does not take; percent-encode it (%20)"),
        ("URL using bad/illegal format", No, "source.uri holds a blank or another character that a uri does not take; percent-encode it (%20)"),
        ("URL rejected", No, "source.uri holds a blank or another character that a uri does not take; percent-encode it (%20)"),
        ("Port number was not", No, "the port in source.uri is not a number from 1 to 65535"),
        ("dumb http transport", No, Plain),
        ("git-http-push", No, Plain),
        ("http-push' is not a git command", No, Plain),
        ("no DAV locking support", No, Plain),
        ("Bad configuration option", No, "ssh cannot use source.ssh_options"),
        ("Bad SSH2", No, "ssh cannot use source.ssh_options"),
        ("Connection closed by", Passes, "the host of source.uri closed the connection"),
        ("Connection reset by", Passes, "the host of source.uri closed the connection"),
        ("closed by remote host", Passes, "the host of source.uri closed the connection"),
        ("Unable to negotiate", No, "ssh and the host have no algorithm in common; see source.ssh_options"),
        ("SSL certificate problem", No, "the host's certificate cannot be trusted"),
        ("server certificate verification failed", No, "the host's certificate cannot be trusted"),
        ("server verification failed", No, "the host's certificate cannot be trusted"),
        ("does not appear to be a git repository", No, "there is no git repository at source.uri"),
        ("access denied or repository not exported", No, "the host has no such repository, or does not allow it"),
        ("Repository not found", No, "the host has no such repository, or hides it from these credentials"),
        ("' not found", No, "there is no git repository at source.uri"),
        ("not valid: is this a git repository", No, "there is no git repository at source.uri"),
        ("service not enabled", No, "the host does not allow pushes to this repository"),
        ("bad config", No, "git cannot use source.git_config"),
        ("bad numeric config value", No, "git cannot use source.git_config"),
        ("bad boolean config value", No, "git cannot use source.git_config"),
        ("couldn't find remote ref", FailureKind.Missing, null!),
        ("not our ref", FailureKind.Missing, null!),
        ("unadvertised object", FailureKind.Missing, null!),
        ("Operation too slow", FailureKind.Silent, "the host did not answer in time: it took the connection and then said nothing"),
        ("Connection timed out", FailureKind.Silent, "the host did not answer in time"),
        ("timed out", FailureKind.Silent, "the host did not answer in time"),
        ("Connection refused", Passes, "nothing answers at the host and port of source.uri"),
        ("kex_exchange_identification", Passes, "the host of source.uri closed the connection"),
        ("unable to connect", Passes, "the host in source.uri cannot be reached"),
        ("Failed to connect", Passes, "the host in source.uri cannot be reached"),
        ("Couldn't connect to server", Passes, "the host in source.uri cannot be reached"),
        ("No route to host", Passes, "the host in source.uri cannot be reached"),
        ("No space left on device", Passes, "a disk of the host is full"),
        ("Disk quota exceeded", Passes, "the host's quota is used up"),
        ("Out of memory", Passes, "the host is out of memory"),
        ("Network is unreachable", Passes, "the host in source.uri cannot be reached"),
    ];

    public static Meaning Of(GitException fault)
    {
        var (words, login) = (fault.Stderr, fault.Login);
        if (Exhaustion.Of(words) is { } used)
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
                ? new Meaning(Passes, $"the host of source.uri sends elsewhere, to {other}, which cannot be reached")
                : new Meaning(No, $"the proxy {other} cannot be reached; correct http.proxy in source.git_config, or the worker's http_proxy");
        }

        foreach (var (pattern, kind, sentence) in Known)
        {
            if (words.Contains(pattern, StringComparison.OrdinalIgnoreCase))
            {
                return new Meaning(kind, sentence);
            }
        }

        return HttpStatus.In(words) is { } status ? new Meaning(status.Kind, status.Describe(login)) : OfTheHost(words, login);
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
            ? $"the host of source.uri sends elsewhere, to {other}, where its login does not go; give the repository's address there as source.uri, with a login for it"
            : null;
    }

    // A host that says no has answered, whatever became of the connection.
    private static Meaning OfTheHost(string words, Login login) =>
        HostWords.SayLater(words) ? new Meaning(Passes, "the host asks for patience")
        : HostWords.SayNo(words) ? new Meaning(No, login.IsMissing
            ? $"the host forbids it without credentials; {login.Missing}"
            : $"the host forbids it to these credentials{login.Suffix}")
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
