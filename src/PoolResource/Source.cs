using System.Text;

namespace PoolResource;

/// <summary>One entry of <c>source.git_config</c>.</summary>
public sealed record GitSetting(string Name, string Value)
{
    // A value may be a header with a password in it.
    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Name = {Name}");
        return true;
    }
}

/// <summary>The resource's source, checked: where the pool is and how to get there.</summary>
public sealed record Source(RepositoryUri Uri, BranchName Branch, PoolName Pool)
{
    /// <summary>What the baseline waits between two looks at a lock that is not free.</summary>
    public static readonly TimeSpan DefaultRetryDelay = TimeSpan.FromSeconds(10);

    /// <summary>The longest pause between two looks of a wait that stands in no line.</summary>
    public TimeSpan RetryDelay { get; init; } = DefaultRetryDelay;

    /// <summary>Whether those who wait for a lock stand in a line.</summary>
    public bool Queue { get; init; } = true;

    /// <summary>Where pushes go; <see cref="Uri"/> unless git_config rewrites it for pushes alone.</summary>
    public RepositoryUri PushUri { get; init; } = Uri;

    /// <summary>The uri before git_config rewrote it.</summary>
    public RepositoryUri WrittenUri { get; init; } = Uri;

    /// <summary>The host, with its port, that username and password are for; null for that of <see cref="Uri"/>.</summary>
    public string? LoginHost { get; init; }

    /// <summary>Options for ssh, each of them harmless.</summary>
    public IReadOnlyList<GitSetting> SshOptions { get; init; } = [];

    /// <summary>The key that commits are signed with, of ssh or OpenPGP; null leaves them unsigned.</summary>
    public string? SigningKey { get; init; }

    /// <summary>What an encrypted signing key is opened with.</summary>
    public string? SigningKeyPassphrase { get; init; }

    /// <summary>Settings for git, as <c>git config --global</c> would make them.</summary>
    public IReadOnlyList<GitSetting> GitConfig { get; init; } = [];

    /// <summary>How to open the host.</summary>
    public Credentials Credentials { get; init; } = new();

    /// <summary>How Concourse is asked about builds; null for the cluster in which the step runs, without a login.</summary>
    public ConcourseAccess? Concourse { get; init; }

    /// <summary>Makes <c>check</c> a trigger: a version for every lock that arrives in this state.</summary>
    public LockState? TriggerOn { get; init; }

    /// <summary>After how long a lock that still stands where it arrived triggers again.</summary>
    public TimeSpan? RetriggerAfter { get; init; }

    /// <summary>Whether to show git's commands and their timings.</summary>
    public bool Debug { get; init; }

    private bool PrintMembers(StringBuilder text)
    {
        text.Append($"Uri = {Uri}, Branch = {Branch}, Pool = {Pool}, RetryDelay = {RetryDelay}, Credentials = {Credentials}");
        return true;
    }
}
