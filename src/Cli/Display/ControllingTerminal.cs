namespace PoolResource.Cli.Display;

/// <summary>The terminal that this process belongs to, wherever its streams lead.</summary>
internal static class ControllingTerminal
{
    // The runtime puts the keyboard of a terminal that it knows into another mode when it first writes, and whenever a program
    // was run, also where the output goes elsewhere. It looks once for what it knows.
    public static void LeaveTheKeyboardAlone()
    {
        const string Variable = "TERM";
        var kind = System.Environment.GetEnvironmentVariable(Variable);
        System.Environment.SetEnvironmentVariable(Variable, null);
        Console.OpenStandardOutput().Write([]);
        System.Environment.SetEnvironmentVariable(Variable, kind);
    }

    // A pipe to a pager is still a person's, a build is not: who has a terminal can open it.
    public static bool IsThere()
    {
        try
        {
            using var terminal = File.OpenHandle("/dev/tty", FileMode.Open, FileAccess.ReadWrite);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
