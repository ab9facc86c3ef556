using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PoolResource.Testing;

/// <summary>Ports of this machine for servers that cannot ask the kernel for one.</summary>
public static class Loopback
{
    // Below those that the kernel gives to whoever asks for any. One after the other, so that no two tests of a process
    // get the same one; from anywhere, so that processes side by side seldom do.
    private const int First = 10_000;
    private const int Count = 22_000;

    private static readonly int Start = Random.Shared.Next(Count);
    private static int given;

    /// <summary>A port on which nobody answered a moment ago. Another process may take it first: be ready to ask again.</summary>
    public static int FreePort()
    {
        while (true)
        {
            var port = First + ((Start + Interlocked.Increment(ref given)) % Count);
            if (!Answers(port))
            {
                return port;
            }
        }
    }

    /// <summary>A web server that listens, and its origin: scheme, host and port.</summary>
    public static (HttpListener Listener, string Origin) ListenToTheWeb()
    {
        while (true)
        {
            var origin = $"http://127.0.0.1:{FreePort().ToString(CultureInfo.InvariantCulture)}";
            var listener = new HttpListener();
            listener.Prefixes.Add($"{origin}/");
            try
            {
                listener.Start();
                return (listener, origin);
            }
            catch (HttpListenerException)
            {
                listener.Close();
            }
        }
    }

    /// <summary>Takes what comes in to be answered, several at once, until the listener is closed.</summary>
    /// <param name="listener">The listener.</param>
    /// <param name="answer">Answers one request; it deals with its own faults.</param>
    public static async Task ServeAsync(HttpListener listener, Func<HttpListenerContext, Task> answer)
    {
        while (listener.IsListening)
        {
            try
            {
                _ = answer(await listener.GetContextAsync());
            }
            catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
        }
    }

    // A listener of our own would find out, too, but a process that is started meanwhile holds on to it for a moment.
    private static bool Answers(int port)
    {
        using var client = new TcpClient();
        try
        {
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
