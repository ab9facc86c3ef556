namespace PoolResource.Git.Access;

/// <summary>
/// Answers ssh, which starts the program that asked for a connection once more to be told a passphrase: every program
/// that opens one asks this before anything else.
/// </summary>
public static class AskPass
{
    /// <summary>Names the private file with the passphrase.</summary>
    internal const string Variable = "POOL_RESOURCE_ASKPASS";

    /// <summary>Prints the passphrase when it is ssh that has started this program.</summary>
    /// <returns>Whether it was, and nothing is left to be done.</returns>
    public static async Task<bool> TryAnswerAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { } file)
        {
            return false;
        }

        await Console.Out.WriteAsync(await File.ReadAllTextAsync(file));
        return true;
    }
}
