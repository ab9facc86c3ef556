namespace PoolResource.Git;

/// <summary>The words of the programs that stand between a step and its host, and what they mean.</summary>
internal static class KnownWords
{
    private const FailureKind No = FailureKind.Refused;
    private const FailureKind Passes = FailureKind.Passing;

    private const string Plain = "the host serves the repository as plain files, to be read alone; give the address at which it takes pushes, mostly one that ends in .git, or ssh";

    private const string Damaged = "an object of the repository is damaged on the host; have it repaired there, beginning with git fsck";

    private const string Cipher = "the host and curl have no version or cipher of TLS in common; see http.sslVersion and http.sslCipherList in source.git_config";

    private const string NoGit = "git is not found by logins over ssh on the host; install it there, or correct their PATH";

    private const string NoHttp = "git in this image cannot speak http; use an image that can, or ssh";

    // The words of git 2.20 and later, curl and OpenSSH under LC_ALL=C; the first match counts. What a host says in
    // words of its own comes behind all of them.
    public static readonly (string Words, FailureKind Kind, string Sentence)[] All =
    [
        ("REMOTE HOST IDENTIFICATION HAS CHANGED", No, "the host's key is not the one in source.known_hosts; if that is right, correct it there"),
        ("Host key verification failed", No, "the host's key is not in source.known_hosts; add it there"),
        ("No user exists for uid", No, Meaning.NoUser),
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
        // Newer versions of curl put "handshake failed" before it.
        ("wrong version number", No, "the port in source.uri speaks no TLS; write http://, or the port for https"),
        ("unexpected TLS packet", No, "the port in source.uri speaks no TLS; write http://, or the port for https"),
        ("packet length too long", No, "the port in source.uri speaks no TLS; write http://, or the port for https"),
        ("record layer failure", No, "the port in source.uri speaks no TLS; write http://, or the port for https"),
        ("handshake failure", No, Cipher),
        ("Handshake failed", No, Cipher),
        ("alert protocol version", No, Cipher),
        ("unsupported protocol", No, Cipher),
        ("no protocols available", No, Cipher),
        ("unsafe legacy renegotiation", No, Cipher),
        ("dh key too small", No, Cipher),
        ("alert certificate required", No, "the host wants a certificate of the client's; give http.sslCert and http.sslKey in source.git_config"),
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
        ("redirects followed", No, "the host redirects in a circle; correct source.uri"),
        ("unable to update url base from redirection", No, "the host redirects to a page that is no repository, mostly the one where people log in; correct source.uri, or give source.username and source.password"),
        ("-pack: command not found", No, NoGit),
        ("-pack: not found", No, NoGit),
        ("dubious ownership", No, "the repository on the host belongs to another user than the one that git runs as there; change its owner, or set safe.directory there"),
        ("remote-http' is not a git command", No, NoHttp),
        ("remote-https' is not a git command", No, NoHttp),
        ("unable to find remote helper for 'http", No, NoHttp),
        ("cannot run ssh: No such file", No, "this image has no ssh; use one that has, or http"),
        ("banner line contains invalid characters", No, "the port in source.uri does not speak ssh; correct it"),
        ("malformed mode in tree entry", No, Damaged),
        ("empty filename in tree entry", No, Damaged),
        ("too-short tree", No, Damaged),
        (") is corrupt", No, Damaged),
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
        ("unable to chdir or not a git archive", No, "there is no git repository at source.uri"),
        ("' not found", No, "there is no git repository at source.uri"),
        ("not valid: is this a git repository", No, "there is no git repository at source.uri"),
        ("service not enabled", No, "the host does not allow pushes to this repository"),
        ("bad config", No, "git cannot use source.git_config"),
        ("bad numeric config value", No, "git cannot use source.git_config"),
        ("bad boolean config value", No, "git cannot use source.git_config"),
        ("couldn't find remote ref", FailureKind.Missing, null!),
        ("not our ref", FailureKind.Missing, null!),
        ("unadvertised object", FailureKind.Missing, null!),
        ("Operation too slow", FailureKind.Silent, "the host did not answer in time: it accepted the connection and then sent nothing"),
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
        ("bad line length character", Passes, "the host sends something else than git's protocol; if it goes on, silence what the login scripts print there"),
        ("possible repository corruption", Passes, "the host cannot read its repository; if it goes on, have it checked there with git fsck"),
        ("Network is unreachable", Passes, "the host in source.uri cannot be reached"),
    ];
}
