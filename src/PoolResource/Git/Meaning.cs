namespace PoolResource.Git;

/// <summary>What the words of git, curl, ssh and a host mean.</summary>
/// <param name="Kind">What to do about it.</param>
/// <param name="Sentence">What it is, and what to do; null when nobody knows these words.</param>
internal sealed record Meaning(FailureKind Kind, string? Sentence)
{
    private const FailureKind No = FailureKind.Refused;
    private const FailureKind Passes = FailureKind.Passing;

    // The words of git 2.20 and later, curl and OpenSSH under LC_ALL=C; the first match counts. What a host says in
    // words of its own comes behind all of them.
    private static readonly (string Words, FailureKind Kind, string Sentence)[] Known =
    [
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", No, "the host's key is not the one in source.known_hosts; if that is right, correct it there"),
        ("Host key verification failed", No, "the host's key is not in source.known_hosts; add it there"),
        ("No user exists for uid", No, "ssh needs an entry in /etc/passwd for the user it runs as; run the image as root, or add one"),
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

        return Say("could not read Username") || (Say("Authentication failed") && login.IsMissing)
                ? $"the host asks for credentials; {login.Missing ?? "give source.username and source.password"}"
            : Say("could not read Password") ? "the host asks for a password; give source.password"
            : Say("Permission denied (") && login.IsMissing ? $"the host asks for a key; {login.Missing}"
            : Say("Permission denied (") || Say("Authentication failed") || Say("Too many authentication failures")
                ? $"the host refused the credentials of the source{login.Suffix}"
            : null;
    }

    // A host that says no has answered, whatever became of the connection.
    private static Meaning OfTheHost(string words, Login login) =>
        HostWords.SayLater(words) ? new Meaning(Passes, "the host asks for patience")
        : HostWords.SayNo(words) ? new Meaning(No, login.IsMissing
            ? $"the host forbids it without credentials; {login.Missing}"
            : $"the host forbids it to these credentials{login.Suffix}")
        : new Meaning(FailureKind.Unknown, null);
}
