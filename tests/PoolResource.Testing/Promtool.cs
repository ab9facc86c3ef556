using System.Diagnostics;
using System.Text;

namespace PoolResource.Testing;

/// <summary>Prometheus's own check of its text format: Debian's package prometheus, which <c>ci/needs.sh --tests</c> installs.</summary>
public static class Promtool
{
    /// <summary>Has it check a text.</summary>
    /// <param name="metrics">The text.</param>
    /// <param name="stop">Ends the wait.</param>
    public static async Task<(int ExitCode, string Said)> CheckAsync(string metrics, CancellationToken stop)
    {
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardInputEncoding = new UTF8Encoding(false),
        })!;
        await promtool.StandardInput.WriteAsync(metrics);
        promtool.StandardInput.Close();
        var said = await promtool.StandardOutput.ReadToEndAsync(stop) + await promtool.StandardError.ReadToEndAsync(stop);
        await promtool.WaitForExitAsync(stop);
        return (promtool.ExitCode, said);
    }
}
