namespace PoolResource.Git;

/// <summary>What a failed git command means, in one sentence.</summary>
/// <param name="Sentence">For people; git's own words are behind it.</param>
/// <param name="Refused">Whether the host has said no: trying again would not help.</param>
/// <param name="Known">Whether git's words tell why.</param>
public sealed record GitFailure(string Sentence, bool Refused, bool Known)
{
    // The words of git 2.20 and later, curl and OpenSSH under LC_ALL=C; the first match counts.
    private static readonly (string Words, bool Refused, string Meaning)[] Meanings =
    [
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", true, "the host's key is not the one in source.known_hosts; if that is right, correct it there"),
        ("Host key verification failed", true, "the host's key is not in source.known_hosts; add it there"),
        ("No user exists for uid", true, "ssh needs an entry in /etc/passwd for the user it runs as; run the image as root, or add one"),
        ("HTTP return code: 407", true, "the proxy in source.https_tunnel refused its proxy_user and proxy_password"),
        ("HTTP return code: 4", true, "the proxy in source.https_tunnel refused to connect to the host"),
        ("HTTP return code: 5", false, "the proxy in source.https_tunnel cannot connect to the host"),
        ("failed to connect to local proxy", false, "the proxy in source.https_tunnel does not answer"),
        ("failed to resolve local proxy", false, "the proxy in source.https_tunnel cannot be found"),
        ("Could not resolve host", false, "the host in source.uri cannot be found"),
        ("Name or service not known", false, "the host in source.uri cannot be found"),
        ("Temporary failure in name resolution", false, "the host in source.uri cannot be found"),
        ("transport '", true, "source.uri uses a transport that is not allowed here"),
        ("Authentication failed", true, "the host refused the credentials of the source"),
        ("could not read Username", true, "the host asks for credentials; give source.username and source.password"),
        ("could not read Password", true, "the host asks for a password; give source.password"),
        ("Permission denied", true, "the host refused the credentials of the source"),
        ("returned error: 401", true, "the host refused the credentials of the source"),
        ("returned error: 403", true, "the host forbids it to these credentials"),
        ("SSL certificate problem", true, "the host's certificate cannot be trusted"),
        ("server certificate verification failed", true, "the host's certificate cannot be trusted"),
        ("does not appear to be a git repository", true, "there is no git repository at source.uri"),
        ("access denied or repository not exported", true, "the host has no such repository, or does not allow it"),
        ("Repository not found", true, "the host has no such repository, or hides it from these credentials"),
        ("' not found", true, "there is no git repository at source.uri"),
        ("not valid: is this a git repository", true, "there is no git repository at source.uri"),
        ("service not enabled", true, "the host does not allow pushes to this repository"),
        ("bad config", true, "git cannot use source.git_config"),
        ("bad numeric config value", true, "git cannot use source.git_config"),
        ("bad boolean config value", true, "git cannot use source.git_config"),
        ("Connection refused", false, "nothing answers at the host and port of source.uri"),
        ("kex_exchange_identification", false, "the host of source.uri closed the connection"),
        ("unable to connect", false, "the host in source.uri cannot be reached"),
        ("Failed to connect", false, "the host in source.uri cannot be reached"),
        ("timed out", false, "the host did not answer in time"),
        ("The requested URL returned error: 5", false, "the host has an error of its own"),
        ("No space left on device", false, "a disk is full"),
    ];

    // Advice, frames, and what repeats the command.
    private static readonly string[] Noise = ["hint:", "Please make sure", "and the repository exists", "To ", "Via ", "@"];

    public static GitFailure Of(GitException fault)
    {
        var words = WordsOf(fault.Stderr);
        foreach (var (pattern, refused, meaning) in Meanings)
        {
            if (fault.Stderr.Contains(pattern, StringComparison.OrdinalIgnoreCase))
            {
                return new GitFailure($"{meaning} (git {fault.Command}: {words})", refused, Known: true);
            }
        }

        return new GitFailure($"git {fault.Command} failed (exit code {fault.ExitCode}: {words})", Refused: false, Known: false);
    }

    /// <summary>What git and the host said, in one line, without git's advice.</summary>
    public static string WordsOf(string stderr)
    {
        var lines = stderr.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(line => !Noise.Any(noise => line.StartsWith(noise, StringComparison.Ordinal)))
            .ToList();
        return lines.Count == 0 ? "nothing was said" : Quoted.Line(string.Join("; ", lines.Take(6)));
    }
}
