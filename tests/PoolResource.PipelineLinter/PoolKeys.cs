namespace PoolResource.PipelineLinter;

/// <summary>Every key that this resource knows, by where it stands.</summary>
internal static class PoolKeys
{
    public static readonly IReadOnlySet<string> RequiredSource = new HashSet<string> { "uri", "branch", "pool" };

    public static readonly IReadOnlySet<string> Source = new HashSet<string>
    {
        "uri", "branch", "pool", "private_key", "private_key_user", "private_key_passphrase", "known_hosts",
        "username", "password", "git_config", "retry_delay", "queue", "trigger_on", "retrigger_after", "https_tunnel",
        "forward_agent", "skip_ssl_verification", "concourse", "debug",
    };

    public static readonly IReadOnlySet<string> HttpsTunnel = new HashSet<string>
    {
        "proxy_host", "proxy_port", "proxy_user", "proxy_password",
    };

    public static readonly IReadOnlySet<string> Concourse = new HashSet<string>
    {
        "url", "username", "password", "token", "skip_ssl_verification",
    };

    public static readonly IReadOnlySet<string> GitConfig = new HashSet<string> { "name", "value" };

    public static readonly IReadOnlySet<string> Get = new HashSet<string> { "depth", "full_clone", "require_claimed" };

    /// <summary>The operations whose value is a directory that holds <c>name</c>.</summary>
    public static readonly IReadOnlySet<string> DirectoryOperations = new HashSet<string>
    {
        "claim_from", "release", "remove", "add", "add_claimed", "update", "check", "recycle", "restore", "renew",
    };

    /// <summary>The operations whose value may be the lock itself instead of a directory.</summary>
    public static readonly IReadOnlySet<string> InlineOperations = new HashSet<string> { "add", "add_claimed", "update" };

    /// <summary>The operations whose value may be the name under which the build holds the lock.</summary>
    public static readonly IReadOnlySet<string> AliasOperations = new HashSet<string> { "release", "recycle" };

    public static readonly IReadOnlySet<string> Alias = new HashSet<string> { "as" };

    public static readonly IReadOnlySet<string> Operations = new HashSet<string>(DirectoryOperations)
    {
        "acquire", "claim", "check_unclaimed", "move", "reap",
    };

    public static readonly IReadOnlySet<string> InlineLock = new HashSet<string> { "name", "metadata" };

    public static readonly IReadOnlySet<string> Move = new HashSet<string> { "lock", "to", "state" };

    public static readonly IReadOnlySet<string> Reap = new HashSet<string>
    {
        "ended_builds", "stale_after", "lease", "people", "to", "locks", "dry_run", "at_most", "grace",
    };

    /// <summary>Which of them say which claims are stale.</summary>
    public static readonly IReadOnlySet<string> ReapGrounds = new HashSet<string> { "ended_builds", "stale_after", "lease" };

    public static readonly IReadOnlySet<string> ReapTo = new HashSet<string> { "pool", "state" };

    /// <summary>How an operation is to be done, and the operations that it means something to.</summary>
    public static readonly IReadOnlyDictionary<string, IReadOnlySet<string>> Manners = new Dictionary<string, IReadOnlySet<string>>
    {
        ["timeout"] = Operations,
        ["as"] = new HashSet<string> { "acquire", "claim", "claim_from" },
        ["priority"] = new HashSet<string> { "acquire", "claim", "update" },
        ["metadata"] = new HashSet<string> { "release" },
        ["on_lost"] = new HashSet<string> { "release", "remove", "update", "recycle", "restore", "move", "renew" },
        ["lease"] = new HashSet<string> { "acquire", "claim", "claim_from", "add_claimed", "renew" },
    };

    public static readonly IReadOnlySet<string> Put = new HashSet<string>(Operations.Concat(Manners.Keys));
}
