using System.CommandLine;

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

    private static PoolName? Parsed(string text, Action<string> refuse)
    {
        // No pool begins so: it was meant as an option.
        if (text.StartsWith('-'))
        {
            refuse($"there is no option {Quoted.Text(text)}");
            return null;
        }

        try
        {
            return PoolName.Parse(text, "POOL");
        }
        catch (PoolException fault)
        {
            refuse(fault.Message);
            return null;
        }
    }
}
