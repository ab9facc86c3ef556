namespace PoolResource.Tests.Pipelines;

/// <summary>Every key that this resource knows, by where it stands.</summary>
internal static class PoolKeys
{
    public static readonly IReadOnlySet<string> RequiredSource = new HashSet<string> { "uri", "branch", "pool" };

    public static readonly IReadOnlySet<string> Source = new HashSet<string>
    {
        "uri", "branch", "pool", "private_key", "private_key_user", "private_key_passphrase", "username", "password",
        "git_config", "retry_delay", "https_tunnel", "forward_agent", "skip_ssl_verification", "debug",
    };

    public static readonly IReadOnlySet<string> HttpsTunnel = new HashSet<string>
    {
        "proxy_host", "proxy_port", "proxy_user", "proxy_password",
    };

    public static readonly IReadOnlySet<string> GitConfig = new HashSet<string> { "name", "value" };

    public static readonly IReadOnlySet<string> Get = new HashSet<string> { "depth", "full_clone", "require_claimed" };

    /// <summary>The operations whose value is a directory that holds <c>name</c>.</summary>
    public static readonly IReadOnlySet<string> DirectoryOperations = new HashSet<string>
    {
        "release", "remove", "add", "add_claimed", "update", "check",
    };

    public static readonly IReadOnlySet<string> Operations = new HashSet<string>(DirectoryOperations)
    {
        "acquire", "claim", "check_unclaimed",
    };

    public static readonly IReadOnlySet<string> Put = new HashSet<string>(Operations) { "timeout" };
}
