using System.CommandLine;

namespace PoolResource.Cli.Repositories;

/// <summary>A key of <c>source</c> as whoever gave it has spelled it.</summary>
internal static class Spelling
{
    /// <summary>A sentence of the library's, in which keys that were given as options are named so.</summary>
    public static string OnACommandLine(string sentence, ParseResult parsed) =>
        Replaced(Replaced(sentence, parsed, RepositoryOptions.Uri, "source.uri"), parsed, RepositoryOptions.Branch, "source.branch");

    private static string Replaced(string sentence, ParseResult parsed, Option<string?> option, string key) =>
        parsed.GetResult(option) is { Implicit: false } ? sentence.Replace(key, option.Name, StringComparison.Ordinal) : sentence;
}
