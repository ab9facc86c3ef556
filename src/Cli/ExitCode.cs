namespace PoolResource.Cli;

/// <summary>How <c>pool</c> ends.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>It was refused, or failed.</summary>
    public const int Failed = 1;

    /// <summary>The command line cannot be understood, or asks for what cannot be had.</summary>
    public const int Misused = 2;

    /// <summary>What was waited for did not come in time.</summary>
    public const int WaitedInVain = 3;

    /// <summary>Of <c>pool run</c>, as shells have it: the command cannot be run.</summary>
    public const int NotRunnable = 126;

    /// <summary>Of <c>pool run</c>, as shells have it: there is no such command.</summary>
    public const int NotFound = 127;
}
