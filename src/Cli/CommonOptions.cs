using System.CommandLine;

namespace PoolResource.Cli;

/// <summary>What every command takes.</summary>
public static class CommonOptions
{
    /// <summary>Answers in JSON, on stdout, for programs.</summary>
    public static Option<bool> Json { get; } = new("--json") { Description = "Answer in JSON", Recursive = true };
}
