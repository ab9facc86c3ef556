namespace PoolResource.Git;

/// <summary>What a git command answered.</summary>
public sealed record GitResult(int ExitCode, string Stdout, string Stderr);
