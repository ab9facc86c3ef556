using System.Globalization;

namespace PoolResource.SchedulerTests;

/// <summary>A lock that stands free since a commit.</summary>
internal sealed record Arrival(string Lock, string Ref, DateTimeOffset When);

/// <summary>Which locks stand free, in the order of their arrival: what the trigger is to tell of them, by its promise.</summary>
/// <param name="retriggerAfter">After how long one is to be told of again.</param>
internal sealed class WaitingLocks(TimeSpan? retriggerAfter)
{
    private readonly List<Arrival> waiting = [];

    public IReadOnlyList<Arrival> All => waiting;

    public void Arrives(Arrival arrival) => waiting.Add(arrival);

    public void Leaves(string name) => waiting.RemoveAll(arrival => arrival.Lock == name);

    /// <summary>What a check that knows a version has to have told of by now: everything that stands there.</summary>
    public IEnumerable<Version> Due(DateTimeOffset now) =>
        waiting.Select(arrival => new Version(arrival.Ref, arrival.Lock, Attempt(arrival, now)));

    private string? Attempt(Arrival arrival, DateTimeOffset now) =>
        retriggerAfter is { } after && 1 + ((now - arrival.When) / after) is >= 2 and var attempt
            ? ((int)attempt).ToString(CultureInfo.InvariantCulture)
            : null;
}
