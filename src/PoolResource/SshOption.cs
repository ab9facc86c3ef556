namespace PoolResource;

/// <summary>An entry of <c>source.ssh_options</c>: of ssh's options those that start no program, name no file, and touch neither keys nor the check of the host.</summary>
public static class SshOption
{
    private static readonly string[] Allowed =
    [
        "AddressFamily", "BindAddress", "BindInterface", "CASignatureAlgorithms", "Ciphers", "Compression", "ConnectionAttempts",
        "ConnectTimeout", "HostKeyAlgorithms", "IPQoS", "KexAlgorithms", "MACs", "Port", "PubkeyAcceptedAlgorithms",
        "PubkeyAcceptedKeyTypes", "RekeyLimit", "RequiredRSASize", "ServerAliveCountMax", "ServerAliveInterval", "TCPKeepAlive",
    ];

    /// <summary>The option in ssh's spelling.</summary>
    /// <exception cref="PoolException">It is not one of them, or its value is no list of words.</exception>
    public static GitSetting Checked(GitSetting option)
    {
        var name = Allowed.FirstOrDefault(allowed => allowed.Equals(option.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new PoolException(
                $"source.ssh_options: {Quoted.Text(option.Name)} is not an option that may be set here; these are: {string.Join(", ", Allowed)}");
        var value = option.Value.Trim();
        return value.Length > 0 && value.All(c => char.IsAsciiLetterOrDigit(c) || "-+^,.@*:_ ".Contains(c, StringComparison.Ordinal))
            ? new GitSetting(name, value)
            : throw new PoolException($"source.ssh_options: the value of {name} must be a list of names, or a number");
    }
}
