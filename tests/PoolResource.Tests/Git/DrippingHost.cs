using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PoolResource.Tests.Git;

/// <summary>A host that says the end of a conversation byte by byte, ten a second, and then goes away or falls silent.</summary>
internal sealed class DrippingHost : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.1);

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly string transport;
    private readonly int bytes;
    private readonly bool goesOn;

    /// <param name="folder">Where a program is laid down that stands in for ssh, or for git on this machine.</param>
    /// <param name="transport">git, http, ssh or path.</param>
    /// <param name="bytes">How many bytes it says.</param>
    /// <param name="goesOn">Whether it goes away after them.</param>
    public DrippingHost(Testing.TestFolder folder, string transport, int bytes, bool goesOn)
    {
        (this.transport, this.bytes, this.goesOn) = (transport, bytes, goesOn);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        Program = folder.Program($"host-{transport}", $"#!/bin/bash\nexec 3<>/dev/tcp/127.0.0.1/{port}\ncat <&0 >&3 & exec cat <&3\n");
        Arguments = transport switch
        {
            "git" => [$"git://127.0.0.1:{port}/x"],
            "http" => [$"http://127.0.0.1:{port}/x"],
            "ssh" => ["host:x"],
            _ => [$"--upload-pack={Program}", folder.Subfolder("x")],
        };
        _ = ServeAsync();
    }

    public string Program { get; }

    public IReadOnlyList<string> Arguments { get; }

    public void Dispose()
    {
        over.Cancel();
        listener.Dispose();
        over.Dispose();
    }

    private async Task ServeAsync()
    {
        if (transport == "http" && bytes > 0)
        {
            await SayAsync("001e# service=git-upload-pack\n0000000eversion 2\n000cls-refs\n0000", "advertisement", TimeSpan.Zero);
        }

        var end = "ERR that was all".PadRight(Math.Max(16, bytes - 4));
        await SayAsync($"{end.Length + 4:x4}{end}"[..(goesOn ? end.Length + 4 : bytes)], "result", Pause);
    }

    private async Task SayAsync(string text, string kind, TimeSpan pause)
    {
        using var client = await listener.AcceptTcpClientAsync(over.Token);
        var stream = client.GetStream();
        if (transport == "http" && bytes > 0)
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.0 200 OK\r\nContent-Type: application/x-git-upload-pack-{kind}\r\n\r\n"), over.Token);
        }

        foreach (var next in text)
        {
            await stream.WriteAsync(new[] { (byte)next }, over.Token);
            await Task.Delay(pause, TimeProvider.System, over.Token);
        }

        await Task.Delay(kind == "advertisement" || goesOn ? TimeSpan.Zero : Timeout.InfiniteTimeSpan, TimeProvider.System, over.Token);
    }
}
