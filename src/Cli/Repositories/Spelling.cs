using System.CommandLine;
using System.Text.RegularExpressions;

namespace PoolResource.Cli.Repositories;

/// <summary>What the library says of keys and resources of a pipeline, as whoever stands at a terminal has spelled it.</summary>
internal static partial class Spelling
{
    /// <summary>A sentence of the library's, in which keys that were given as options are named so.</summary>
    public static string OnACommandLine(string sentence, ParseResult parsed) =>
        Replaced(Replaced(OfAPool().Replace(sentence, ""), parsed, RepositoryOptions.Uri, "source.uri"), parsed, RepositoryOptions.Branch, "source.branch")
            .Replace("correct source.pool", "correct the name", StringComparison.Ordinal);

    private static string Replaced(string sentence, ParseResult parsed, Option<string?> option, string key) =>
        parsed.GetResult(option) is { Implicit: false } ? sentence.Replace(key, option.Name, StringComparison.Ordinal) : sentence;

    // A command names the pool with the lock.
    [GeneratedRegex(", with a resource whose source\\.pool is [^ ;]+", RegexOptions.CultureInvariant)]
    private static partial Regex OfAPool();
}
