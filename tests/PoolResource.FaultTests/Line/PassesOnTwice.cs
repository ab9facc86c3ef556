using System.Net.Sockets;

namespace PoolResource.FaultTests.Line;

/// <summary>A proxy passes the push on twice, and the step gets the second answer: what it pushed is there already.</summary>
internal sealed record PassesOnTwice : LineFault
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(100);

    private readonly List<byte> request = [];
    private readonly List<byte> push = [];
    private Task? passing;

    public override string Kind => "pass a push on twice";

    public override async Task PassAsync(Connection connection, Way way, ReadOnlyMemory<byte> bytes)
    {
        if (way == Way.ToStep)
        {
            await connection.SendAsync(way, bytes);
        }
        else if (!connection.IsAsked)
        {
            request.AddRange(bytes.Span);
            await connection.SendAsync(way, bytes);
        }
        else if (passing is { IsCompleted: true })
        {
            await connection.SendAsync(way, bytes);
        }
        else
        {
            push.AddRange(bytes.Span);
            passing ??= PassOnAsync(connection);
        }
    }

    public override async Task EndAsync(Connection connection, Way way)
    {
        if (way == Way.ToServer)
        {
            await (passing ?? Task.CompletedTask);
        }

        await base.EndAsync(connection, way);
    }

    public override string ToString() => "pass on twice";

    private async Task PassOnAsync(Connection connection)
    {
        // git sends its commands and its pack in several pieces, and then waits.
        for (var heard = 0; heard < push.Count;)
        {
            heard = push.Count;
            await Task.Delay(Quiet, TimeProvider.System);
        }

        connection.Note(this);
        using (var first = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp))
        {
            await first.ConnectAsync(connection.Server);
            byte[] all = [.. request, .. push];
            for (var sent = 0; sent < all.Length;)
            {
                sent += await first.SendAsync(all.AsMemory(sent));
            }

            first.Shutdown(SocketShutdown.Send);
            var answer = new byte[4096];
            while (await first.ReceiveAsync(answer) > 0)
            {
                // Nobody hears the first answer.
            }
        }

        await connection.SendAsync(Way.ToServer, push.ToArray());
    }
}
