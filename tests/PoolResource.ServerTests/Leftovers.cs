using System.Diagnostics;
using System.Globalization;

namespace PoolResource.ServerTests;

/// <summary>
/// Containers and networks carry the process that made them as a label, so that those of a run that was killed are
/// found. Testcontainers' own reaper would need an image that is not to be had everywhere.
/// </summary>
public static class Leftovers
{
    /// <summary>The label.</summary>
    public const string Key = "pool-resource.made-by";

    /// <summary>What it says of this process.</summary>
    public static string Maker { get; } = MadeBy(Environment.ProcessId);

    private static string Machine => $"{Environment.MachineName}/";

    /// <summary>What the label says of a process of this machine.</summary>
    public static string MadeBy(int process) => Machine + process.ToString(CultureInfo.InvariantCulture);

    /// <summary>Removes what processes of this machine have left that are no more.</summary>
    public static async Task RemoveAsync()
    {
        await RemoveAsync(["ps", "--all"], ["rm", "--force", "--volumes"]);
        await RemoveAsync(["network", "ls"], ["network", "rm"]);
    }

    private static async Task RemoveAsync(string[] list, string[] remove)
    {
        var found = await DockerCommand.RunAsync([.. list, "--filter", $"label={Key}", "--format", $$$"""{{.ID}} {{.Label "{{{Key}}}"}}"""]);
        foreach (var line in found.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is [var id, var maker] && maker.StartsWith(Machine, StringComparison.Ordinal) && !Lives(maker[Machine.Length..]))
            {
                await DockerCommand.TryAsync([.. remove, id]);
            }
        }
    }

    private static bool Lives(string process)
    {
        try
        {
            using var maker = Process.GetProcessById(int.Parse(process, CultureInfo.InvariantCulture));
            using var self = Process.GetCurrentProcess();
            return maker.ProcessName == self.ProcessName;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
