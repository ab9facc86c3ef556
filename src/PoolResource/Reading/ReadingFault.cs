using PoolResource.Git;

namespace PoolResource.Reading;

/// <summary>What a reading that failed tells of what is kept.</summary>
public enum ReadingFault
{
    /// <summary>Nothing: the host, the person or the operating system ended it.</summary>
    Elsewhere,

    /// <summary>There is no room to keep more; what is there may be sound.</summary>
    NoRoom,

    /// <summary>It is damaged.</summary>
    Damage,
}

/// <summary>Tells them apart.</summary>
public static class ReadingFaults
{
    // Whoever ends pool at a terminal ends its git as well, by SIGHUP, SIGINT, SIGQUIT, SIGKILL or SIGTERM.
    private static readonly int[] Killed = [129, 130, 131, 137, 143];

    // A line that broke in the middle of a pack, for which git has several sentences.
    private static readonly string[] Broken = ["early EOF", "unexpected disconnect", "RPC failed", "hung up unexpectedly"];

    /// <summary>What a fault tells.</summary>
    /// <param name="fault">What ended the reading.</param>
    /// <param name="hasAnswered">Whether the host had told the tip: whose fault a failure was git does not always say.</param>
    public static ReadingFault Of(Exception fault, bool hasAnswered) => fault switch
    {
        PoolException or OperationCanceledException => ReadingFault.Elsewhere,
        GitException git when Killed.Contains(git.ExitCode) => ReadingFault.Elsewhere,
        GitException git when Broken.Any(words => git.Stderr.Contains(words, StringComparison.OrdinalIgnoreCase)) => ReadingFault.Elsewhere,
        GitException { Failure.Kind: FailureKind.Exhausted } => ReadingFault.NoRoom,
        GitException { Failure.Kind: not (FailureKind.Unknown or FailureKind.Missing) } => ReadingFault.Elsewhere,
        _ when ExhaustedResource.Of(fault) is not null => ReadingFault.NoRoom,
        IOException or UnauthorizedAccessException => ReadingFault.Damage,
        _ => hasAnswered ? ReadingFault.Damage : ReadingFault.Elsewhere,
    };
}
