using PoolResource.Git.Access;

namespace PoolResource.Git;

/// <summary>What a finished program has answered.</summary>
public sealed record GitResult(int ExitCode, string Stdout, string Stderr)
{
    /// <summary>Whether the host may have got objects from it.</summary>
    public bool HasSent { get; init; }

    /// <summary>Who asked, of a git that failed.</summary>
    public Login Login { get; init; } = Login.Unknown;
}
