using System.CommandLine;

namespace PoolResource.Cli.People;

/// <summary>What every command takes that changes something.</summary>
public static class PersonOptions
{
    public static Option<string?> As { get; } = new("--as")
    {
        Description = "Who acts; without it git's user.name and user.email",
        HelpName = "\"NAME <EMAIL>\"",
    };

    public static Option<string?> Reason { get; } = new("--reason")
    {
        Description = "Why, in a line of at most 200 characters; the commit says it, and whoever waits is told",
        HelpName = "TEXT",
    };

    public static Option<string?> Claim { get; } = new("--claim")
    {
        Description = "The claim by which somebody else holds the lock, as it was shown: change it nevertheless",
        HelpName = "ID",
    };
}
