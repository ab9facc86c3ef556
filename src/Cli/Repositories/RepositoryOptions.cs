using System.CommandLine;
using PoolResource.Configuration;

namespace PoolResource.Cli.Repositories;

/// <summary>Which repository: by its uri, by a file with the keys of <c>source</c>, or by the clone that one stands in.</summary>
public static class RepositoryOptions
{
    public static Option<string?> Uri { get; } = new("--uri") { Description = "Where the repository is, as git takes it", HelpName = "URI", Recursive = true };

    public static Option<string?> Branch { get; } = new("--branch") { Description = "The branch that holds the pools", HelpName = "BRANCH", Recursive = true };

    public static Option<string?> File { get; } = new("--source")
    {
        Description = $"A YAML file with the keys of the resource's source ({SourceFile.Variable} names one, too); with neither, the clone one stands in",
        HelpName = "FILE",
        Recursive = true,
    };

    public static IReadOnlyList<Option> All { get; } = [Uri, Branch, File];
}
