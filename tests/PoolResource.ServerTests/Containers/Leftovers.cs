using System.Diagnostics;
using System.Globalization;

namespace PoolResource.ServerTests.Containers;

/// <summary>Containers and networks carry the process that made them as a label, so that those of a crashed run are found.</summary>
public static class Leftovers
{
    private const string Key = "pool-resource.made-by";

    /// <summary>The options of docker that set the label.</summary>
    public static IReadOnlyList<string> Label { get; } = ["--label", $"{Key}={Mine}{Environment.ProcessId.ToString(CultureInfo.InvariantCulture)}"];

    private static string Mine => $"{Environment.MachineName}/";

    /// <summary>Removes what processes of this machine have left that are no more.</summary>
    public static async Task RemoveAsync()
    {
        await RemoveAsync(["ps", "--all"], ["rm", "--force", "--volumes"]);
        await RemoveAsync(["network", "ls"], ["network", "rm"]);
    }

    private static async Task RemoveAsync(string[] list, string[] remove)
    {
        var found = await Docker.RunAsync([.. list, "--filter", $"label={Key}", "--format", $$$"""{{.ID}} {{.Label "{{{Key}}}"}}"""]);
        foreach (var line in found.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is [var id, var maker] && maker.StartsWith(Mine, StringComparison.Ordinal) && !Lives(maker[Mine.Length..]))
            {
                await Docker.TryAsync([.. remove, id]);
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
