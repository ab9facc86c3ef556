using System.Threading.Channels;

namespace PoolResource.Web.Live;

/// <summary>Somebody who has a page open.</summary>
/// <param name="leave">Called at the end.</param>
public sealed class LiveReader(Func<LiveReader, ValueTask> leave) : IAsyncDisposable
{
    // Whoever does not take so many is too slow, and begins anew. They are the same for all readers of a page.
    private const int Backlog = 256;

    private readonly Channel<LiveEvent> channel = Channel.CreateBounded<LiveEvent>(new BoundedChannelOptions(Backlog) { SingleReader = true });

    /// <summary>What is sent.</summary>
    public ChannelReader<LiveEvent> Events => channel.Reader;

    /// <summary>Sends without waiting.</summary>
    /// <returns>Whether the reader goes on; false for one that is too slow.</returns>
    public bool Send(IEnumerable<LiveEvent> events)
    {
        if (events.All(channel.Writer.TryWrite))
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
}
