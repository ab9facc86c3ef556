using System.Text;

namespace PoolResource.Web.Live;

/// <summary>An event for those who have a page open. It is written down once, however many get it.</summary>
/// <param name="type">What it is.</param>
/// <param name="data">What it tells, in one line.</param>
/// <param name="id">What a browser that comes again names as the last that it had; null for none.</param>
public sealed class LiveEvent(string type, string data = "", string? id = null)
{
    /// <summary>The event as a stream of server-sent events has it.</summary>
    public ReadOnlyMemory<byte> Bytes { get; } = Encoding.UTF8.GetBytes($"event: {type}\ndata: {data}\n{(id is null ? "" : $"id: {id}\n")}\n");
}
