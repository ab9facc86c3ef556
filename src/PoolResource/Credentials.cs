using System.Text;

namespace PoolResource;

/// <summary>How the source opens the host: keys and passwords; none of it is ever printed.</summary>
public sealed record Credentials
{
    /// <summary>The key for ssh, in PEM or OpenSSH form.</summary>
    public string? PrivateKey { get; init; }

    /// <summary>Who logs in over ssh, when the uri does not say.</summary>
    public string? PrivateKeyUser { get; init; }

    /// <summary>What an encrypted key is opened with.</summary>
    public string? PrivateKeyPassphrase { get; init; }

    /// <summary>The host keys to trust, as in a <c>known_hosts</c> file; null trusts any.</summary>
    public string? KnownHosts { get; init; }

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>The HTTPS proxy that ssh goes through.</summary>
    public HttpsTunnel? Tunnel { get; init; }

    /// <summary>Whether the key goes into an agent that the host may use, too.</summary>
    public bool ForwardAgent { get; init; }

    /// <summary>Whether the certificate of an HTTPS host goes unchecked.</summary>
    public bool SkipSslVerification { get; init; }

    /// <summary>
    /// Whether a person is here, whose own ssh and git are asked for what the rest does not say: agent, keys, known hosts and
    /// configuration of ssh; configuration and credential helpers of git.
    /// </summary>
    public bool IsPersonal { get; init; }

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"PrivateKey = {Given(PrivateKey)}, Password = {Given(Password)}, Tunnel = {Tunnel}");
        return true;
    }

    private static string Given(string? secret) => secret is null ? "absent" : "given";
}

/// <summary>An HTTPS proxy, and who asks it.</summary>
public sealed record HttpsTunnel(string Host, int Port, string? User, string? Password)
{
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Host = {Host}, Port = {Port}");
        return true;
    }
}
