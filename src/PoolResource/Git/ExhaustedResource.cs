using System.ComponentModel;

namespace PoolResource.Git;

/// <summary>What a machine can run out of, told from a fault of the operating system's.</summary>
public static class ExhaustedResource
{
    // The numbers of Linux, the words that the C library has for them, and what they mean to whoever runs the worker.
    private static readonly (int[] Numbers, string[] Words, string Meaning)[] Limits =
    [
        ([23, 24], ["Too many open files"], "this machine is out of file descriptors; raise the limit of open files, or run fewer steps at once"),
        ([11, 12], ["Cannot allocate memory", "Out of memory", "fork: Resource temporarily unavailable", "Cannot fork", "unable to create thread", "thread failed to start"], "this machine is out of memory or processes; give the worker more, or run fewer steps at once"),
        ([28, 122], ["No space left on device", "Disk quota exceeded"], "a disk of this machine is full; make room below TMPDIR"),
    ];

    /// <summary>What is used up, and what to do; null when the fault has another cause.</summary>
    public static string? Of(Exception fault) => fault switch
    {
        OutOfMemoryException => Limits[1].Meaning,
        Win32Exception { NativeErrorCode: var number } => Limits.FirstOrDefault(limit => limit.Numbers.Contains(number)).Meaning,
        IOException or LibGit2Sharp.LibGit2SharpException => Of(fault.Message),
        { InnerException: { } inner } => Of(inner),
        _ => null,
    };

    /// <summary>What is used up on this side, from the words of a program that ran here; null when it is something else.</summary>
    public static string? Of(string words) => Limits.FirstOrDefault(limit =>
        Lines(words).Any(line => limit.Words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)))).Meaning;

    // What the host says of itself is the host's.
    private static IEnumerable<string> Lines(string words) =>
        words.Split('\n').Where(line => !line.StartsWith("remote:", StringComparison.Ordinal));
}
