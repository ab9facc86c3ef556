using System.Diagnostics;

namespace PoolResource.FaultTests.Builds;

/// <summary>The processes that steps have started, known by the temporary directory they were given.</summary>
internal static class Processes
{
    /// <summary>The ids of those that live and have a temporary directory in a folder.</summary>
    public static IReadOnlyList<string> LivingIn(string folder) =>
        [.. Directory.EnumerateDirectories("/proc")
            .Where(process => char.IsAsciiDigit(Path.GetFileName(process)[0]))
            .Where(process => Variables(process).Any(variable => $"{variable}/".StartsWith($"TMPDIR={folder}/", StringComparison.Ordinal)))
            .Select(process => Path.GetFileName(process))];

    /// <summary>What a process was started as.</summary>
    public static string CommandOf(string process) => Contents($"/proc/{process}/cmdline").Replace('\0', ' ').Trim();

    /// <summary>Kills one, and returns when the signal is sent.</summary>
    public static void Kill(string process)
    {
        using var kill = Process.Start("sh", ["-c", $"kill -KILL {process} 2>/dev/null"]);
        kill.WaitForExit();
    }

    private static string[] Variables(string process) => Contents(Path.Combine(process, "environ")).Split('\0');

    private static string Contents(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The process has ended, or is another user's.
            return "";
        }
    }
}
