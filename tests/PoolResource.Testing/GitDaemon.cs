using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PoolResource.Testing;

/// <summary>A git server on this machine that anybody may push to, for <c>git://</c> uris.</summary>
public sealed class GitDaemon : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly string directory;
    private readonly int port;
    private Process process;

    private GitDaemon(string directory, int port) =>
        (this.directory, this.port, process) = (directory, port, Launch(directory, port));

    /// <summary>Serves the repositories of a directory, on a free port unless one is given.</summary>
    public static async Task<GitDaemon> StartAsync(string directory, int? port = null)
    {
        var daemon = new GitDaemon(directory, port ?? Loopback.FreePort());
        await daemon.AcceptsAsync();
        return daemon;
    }

    /// <summary>The uri of a repository of the directory.</summary>
    public string AddressOf(string repository) => $"git://127.0.0.1:{port}/{Path.GetRelativePath(directory, repository)}";

    /// <summary>Kills the server.</summary>
    public void Stop()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }
    }

    /// <summary>Starts the server anew on the same port.</summary>
    public async Task RestartAsync()
    {
        Stop();
        Relaunch();
        await AcceptsAsync();
    }

    public void Dispose()
    {
        Stop();
        process.Dispose();
    }

    private static Process Launch(string directory, int port) => GitProgram.Start(
    [
        "daemon", "--listen=127.0.0.1", $"--port={port.ToString(CultureInfo.InvariantCulture)}", "--reuseaddr",
        "--export-all", "--enable=receive-pack", $"--base-path={directory}", "--", directory,
    ]);

    private void Relaunch()
    {
        process.Dispose();
        process = Launch(directory, port);
    }

    // Whoever listened there last may not have ended yet.
    private async Task AcceptsAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (true)
        {
            if (process.HasExited)
            {
                var words = await process.StandardError.ReadToEndAsync(limit.Token);
                if (limit.IsCancellationRequested || !words.Contains("unable to allocate any listen sockets", StringComparison.Ordinal))
                {
                    throw new InvalidOperationException($"git daemon ended: {words}");
                }

                Relaunch();
            }

            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port, limit.Token);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(Pause, TimeProvider.System, limit.Token);
            }
        }
    }
}
