using System.CommandLine;
using PoolResource.Cli.People;
using PoolResource.History;

namespace PoolResource.Cli.Commands;

/// <summary>A lock as every command takes it: <c>aws/env-1</c>, the pool before the last slash.</summary>
public static class LockArgument
{
    /// <summary>One lock, named on the command line.</summary>
    public static Argument<PooledLock> One() => new("LOCK")
    {
        Description = "The lock, with its pool, such as aws/env-1",
        CustomParser = result => Given.OrRefused(() => Parse(result.Tokens[0].Value), result.AddError),
    };

    /// <summary>Reads such a name.</summary>
    /// <exception cref="PoolException">It names no lock.</exception>
    public static PooledLock Parse(string text) => text.StartsWith('-') ? throw new PoolException($"there is no option {Quoted.Text(text)}")
        : text.LastIndexOf('/') is > 0 and var slash
            ? new PooledLock(PoolArgument.Parse(text[..slash], "LOCK"), LockName.Parse(text[(slash + 1)..], "LOCK"))
            : throw new PoolException($"LOCK: {Quoted.Text(text)} names no pool; write it with its pool, as in aws/env-1");
}
