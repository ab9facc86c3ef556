using System.Net;
using System.Net.Sockets;

namespace PoolResource.FaultTests.Line;

/// <summary>A line from one step to the git server, which fails by plan.</summary>
internal sealed class FaultyLine : IAsyncDisposable
{
    private readonly int server;
    private readonly string orders;
    private readonly LinePlan plan;
    private readonly Action<LineFault> happened;
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource closing = new();
    private readonly List<Task> connections = [];
    private readonly Task serving;
    private int reads;
    private int pushes;
    private long firstPush;

    /// <param name="server">The port the git server listens on.</param>
    /// <param name="orders">The directory in which the server's hooks look up what to do with a connection's push.</param>
    /// <param name="plan">What happens to which connection.</param>
    /// <param name="happened">Called when a fault takes place; the line goes on when it returns.</param>
    public FaultyLine(int server, string orders, LinePlan plan, Action<LineFault> happened)
    {
        (this.server, this.orders, this.plan, this.happened) = (server, orders, plan, happened);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        serving = ServeAsync();
    }

    /// <summary>The port of the step's end.</summary>
    public int Port { get; }

    /// <summary>Waits until all connections there are have come to their end; new ones may be made.</summary>
    public async Task QuietAsync() => await Task.WhenAll(Connections);

    /// <summary>Closes the step's end; what the server has been sent already, or is to be sent late, still arrives.</summary>
    public async ValueTask DisposeAsync()
    {
        await closing.CancelAsync();
        await serving;
        await QuietAsync();
        listener.Dispose();
        closing.Dispose();
    }

    private Task[] Connections
    {
        get
        {
            lock (connections)
            {
                return [.. connections];
            }
        }
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var relaying = RelayAsync(await listener.AcceptSocketAsync(closing.Token));
                lock (connections)
                {
                    connections.Add(relaying);
                }
            }
        }
        catch (OperationCanceledException)
        {
            listener.Stop();
        }
    }

    private async Task RelayAsync(Socket step)
    {
        using var upstream = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        using var connection = new Connection(step, upstream, happened);
        try
        {
            // The first packet says which program is asked for.
            var request = await connection.FirstPacketAsync();
            await upstream.ConnectAsync(IPAddress.Loopback, server);
            var fault = FaultFor(request);
            if (fault is SaysNo { Order: var order })
            {
                await File.WriteAllTextAsync(Path.Combine(orders, $"{((IPEndPoint)upstream.LocalEndPoint!).Port}"), $"{order}\n");
            }

            await connection.RelayAsync(fault, request);
        }
        catch (SocketException)
        {
            // The step or the server is gone, and with it the connection.
        }
    }

    private LineFault FaultFor(ReadOnlyMemory<byte> request)
    {
        var isPush = request.Span.IndexOf("git-receive-pack"u8) >= 0;
        if (isPush && IsRefusing())
        {
            return SaysNo.Honestly;
        }

        var planned = isPush ? plan.Pushes : plan.Reads;
        var number = (isPush ? Interlocked.Increment(ref pushes) : Interlocked.Increment(ref reads)) - 1;
        return number < planned.Count ? planned[number] : new Sound();
    }

    private bool IsRefusing()
    {
        if (plan.RefusesPushesFor == TimeSpan.Zero)
        {
            return false;
        }

        Interlocked.CompareExchange(ref firstPush, TimeProvider.System.GetTimestamp(), 0);
        return TimeProvider.System.GetElapsedTime(firstPush) < plan.RefusesPushesFor;
    }
}
