namespace PoolResource.ServerTests.Containers;

/// <summary>What a command in a container has answered.</summary>
public sealed record ExecResult(string Stdout, string Stderr, long ExitCode);
