using System.Collections.Concurrent;
using System.Globalization;

namespace PoolResource.FaultTests.Builds;

/// <summary>What happened in the play of a seed, in order, with the seconds since its start.</summary>
internal sealed class EventLog
{
    private readonly long started = TimeProvider.System.GetTimestamp();
    private readonly ConcurrentQueue<string> lines = new();

    public void Add(string line) => lines.Enqueue(string.Create(
        CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(started).TotalSeconds,7:F3}  {line}"));

    public override string ToString() => string.Join('\n', lines);
}
