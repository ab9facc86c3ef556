using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace PoolResource.Web.Live;

/// <summary>Somebody who has a page open.</summary>
/// <param name="leave">Called at the end.</param>
public sealed class LiveReader(Func<LiveReader, ValueTask> leave) : IAsyncDisposable
{
    // Whoever does not take so many, or so many bytes, is too slow, and begins anew. They are the same for all readers of a page.
    private const int Backlog = 256;
    private const long MostBytes = 4 << 20;

    private readonly Channel<LiveEvent> channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(Backlog) { SingleReader = true });
    private long waiting;

    /// <summary>Waits until something is sent; false at the end.</summary>
    public ValueTask<bool> WaitAsync(CancellationToken stop) => channel.Reader.WaitToReadAsync(stop);

    /// <summary>Takes what was sent next; false where nothing waits.</summary>
    public bool TryTake([NotNullWhen(true)] out LiveEvent? next)
    {
        if (!channel.Reader.TryRead(out next))
        {
            return false;
        }

        Interlocked.Add(ref waiting, -next.Bytes.Length);
        return true;
    }

    /// <summary>Sends without waiting.</summary>
    /// <returns>Whether the reader goes on; false for one that is too slow.</returns>
    public bool Send(IEnumerable<LiveEvent> events)
    {
        if (events.All(TrySend))
        {
            return true;
        }

        channel.Writer.TryComplete();
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        channel.Writer.TryComplete();
        await leave(this);
    }

    // An event that is larger by itself goes to whoever has taken all others.
    private bool TrySend(LiveEvent one)
    {
        var all = Interlocked.Add(ref waiting, one.Bytes.Length);
        return (all <= MostBytes || all == one.Bytes.Length) && channel.Writer.TryWrite(one);
    }
}
