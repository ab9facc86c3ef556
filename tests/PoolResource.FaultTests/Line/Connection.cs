using System.Net;
using System.Net.Sockets;

namespace PoolResource.FaultTests.Line;

/// <summary>Which way bytes go.</summary>
internal enum Way
{
    ToServer,
    ToStep,
}

/// <summary>One connection of a step to the server, with a fault between them.</summary>
/// <param name="step">The step's end.</param>
/// <param name="server">The server's end.</param>
/// <param name="happened">Called when the fault takes place.</param>
internal sealed class Connection(Socket step, Socket server, Action<LineFault> happened) : IDisposable
{
    private const int TcpLevel = 6;
    private const int QuickAcknowledgement = 12;

    private readonly long[] passed = new long[2];
    private bool noted;

    /// <summary>Whether the step has sent more than its first packet: what the server says from then on is its answer.</summary>
    public bool IsAsked { get; private set; }

    /// <summary>Where the server listens.</summary>
    public EndPoint Server => server.RemoteEndPoint!;

    /// <summary>Whether the step's end is cut off while the server's stays.</summary>
    public bool IsStepGone { get; private set; }

    /// <summary>How many bytes have gone a way so far.</summary>
    public long Passed(Way way) => passed[(int)way];

    /// <summary>The bytes the step begins with.</summary>
    public async Task<ReadOnlyMemory<byte>> FirstPacketAsync()
    {
        var buffer = new byte[4096];
        return buffer.AsMemory(0, await ReceiveAsync(step, buffer));
    }

    /// <summary>Passes bytes both ways until both ends are closed, or the fault ends it.</summary>
    public async Task RelayAsync(LineFault fault, ReadOnlyMemory<byte> request)
    {
        var answers = PumpAsync(server, Way.ToStep, fault);
        await fault.PassAsync(this, Way.ToServer, request);
        await PumpAsync(step, Way.ToServer, fault);
        await answers;
    }

    public async Task SendAsync(Way way, ReadOnlyMemory<byte> bytes)
    {
        var to = way == Way.ToServer ? server : step;
        passed[(int)way] += bytes.Length;
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await to.SendAsync(bytes)..];
        }
    }

    /// <summary>Tells, once a connection, that the fault takes place.</summary>
    public void Note(LineFault fault)
    {
        if (!noted)
        {
            noted = true;
            happened(fault);
        }
    }

    /// <summary>Breaks the connection for both ends.</summary>
    public void Cut()
    {
        CutStep();
        Close(server);
    }

    /// <summary>Breaks the connection for the step alone.</summary>
    public void CutStep()
    {
        IsStepGone = true;
        Close(step);
    }

    public void Dispose()
    {
        step.Dispose();
        server.Dispose();
    }

    private async Task PumpAsync(Socket from, Way way, LineFault fault)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            while (await ReceiveAsync(from, buffer) is > 0 and var count)
            {
                IsAsked |= way == Way.ToServer;
                await fault.PassAsync(this, way, buffer.AsMemory(0, count));
            }

            await fault.EndAsync(this, way);
        }
        catch (Exception fault_) when (fault_ is SocketException or ObjectDisposedException)
        {
            // One end broke the connection; so does the other, unless the fault keeps the server's.
            if (!IsStepGone)
            {
                Cut();
            }
        }
    }

    /// <summary>Ends one way of the connection in order.</summary>
    public void End(Way way) => (way == Way.ToServer ? server : step).Shutdown(SocketShutdown.Send);

    private static async Task<int> ReceiveAsync(Socket from, Memory<byte> buffer)
    {
        from.NoDelay = true;
        var count = await from.ReceiveAsync(buffer);
        if (OperatingSystem.IsLinux())
        {
            // git writes in small pieces; an acknowledgement that waits for 40 ms would make every step slow.
            from.SetRawSocketOption(TcpLevel, QuickAcknowledgement, BitConverter.GetBytes(1));
        }

        return count;
    }

    // With a reset, as routers and proxies do it that lose a connection.
    private static void Close(Socket end)
    {
        end.LingerState = new LingerOption(true, 0);
        end.Close();
    }
}
