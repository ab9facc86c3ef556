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
        var daemon = new GitDaemon(directory, port ?? FreePort());
        await daemon.AcceptsAsync();
        return daemon;
    }

    /// <summary>A port that nobody listened on a moment ago, and below those that the kernel gives to whoever asks for any.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(10_000, 32_000);
            using var listener = new TcpListener(IPAddress.Loopback, port);
            try
            {
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody listens there.
            }
        }
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
        process.Dispose();
        process = Launch(directory, port);
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

    private async Task AcceptsAsync()
    {
        while (!process.HasExited)
        {
            using var client = new TcpClient();
            try
            {
                await client.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(Pause, TimeProvider.System);
            }
        }

        throw new InvalidOperationException($"git daemon ended: {await process.StandardError.ReadToEndAsync()}");
    }
}
