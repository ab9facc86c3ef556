using System.CommandLine;
using PoolResource.Cli.People;

namespace PoolResource.Cli.Commands;

/// <summary>A pool as every command takes it: its directory in the branch.</summary>
public static class PoolArgument
{
    /// <summary>One pool.</summary>
    public static Argument<PoolName> One() => new("POOL")
    {
        Description = "The pool's directory in the branch, such as aws",
        CustomParser = result => Parsed(result.Tokens[0].Value, result.AddError),
    };

    /// <summary>Any number of pools.</summary>
    public static Argument<PoolName[]> Some() => new("POOL")
    {
        Description = "These pools alone",
        Arity = ArgumentArity.ZeroOrMore,
        CustomParser = result => [.. result.Tokens.Select(token => Parsed(token.Value, result.AddError)).OfType<PoolName>()],
    };

    /// <summary>Reads a pool's name.</summary>
    /// <exception cref="PoolException">It names none, or one that would lie among the locks of another and be shown by no command.</exception>
    public static PoolName Parse(string text, string word) => PoolName.Parse(text, word) is var pool
        && pool.Value.Split('/').FirstOrDefault(part => LockState.All.Any(state => state.Directory == part)) is { } part
            ? throw new PoolException($"{word}: {Quoted.Text(text)} names no pool: {part} is the directory of the {part} locks in each; write POOL or POOL/LOCK without it")
            : pool;

    /// <summary>Refuses pools that the branch does not have.</summary>
    /// <param name="wanted">The pools.</param>
    /// <param name="there">Those that it has.</param>
    /// <exception cref="PoolException">It has not all of them.</exception>
    public static void RequireAll(IEnumerable<PoolName> wanted, IReadOnlyCollection<PoolName> there)
    {
        if (wanted.FirstOrDefault(name => !there.Contains(name)) is { } stranger)
        {
            throw new PoolException($"POOL: the branch has no pool {stranger}; {(there.Count == 0 ? "it has none yet" : $"it has {string.Join(", ", there)}")}");
        }
    }

    // No pool begins with a dash: it was meant as an option.
    private static PoolName? Parsed(string text, Action<string> refuse) => Given.OrRefused(
        () => text.StartsWith('-') ? throw new PoolException($"there is no option {Quoted.Text(text)}") : Parse(text, "POOL"), refuse);
}
