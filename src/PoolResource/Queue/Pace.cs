namespace PoolResource.Queue;

/// <summary>
/// How often one who stands in a line looks, so that all of them together ask a host no more than five times a second
/// while nobody moves, if they are some hundreds at most, and those in front look as often as they move.
/// </summary>
/// <param name="joined">When the one came, from any beginning.</param>
public sealed class Pace(TimeSpan joined)
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan LongestShare = TimeSpan.FromSeconds(3);

    // Where many wait for a lock of their own, all of them are first.
    private static readonly TimeSpan LongestOfTheFirst = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    // Beyond some hundreds the host is asked more often: most of them may be dead, and others wait behind them.
    private static readonly TimeSpan LongestOfMany = TimeSpan.FromSeconds(120);

    private HashSet<Guid> before = [];
    private int gained;

    /// <summary>The pause from a look to the next.</summary>
    /// <param name="line">All who wait, the one who looks among them.</param>
    /// <param name="places">Everybody's place (see <see cref="WaitingLine.Places"/>).</param>
    /// <param name="own">The ticket of the one who looks.</param>
    /// <param name="now">The time of the look, from the same beginning.</param>
    /// <remarks>
    /// The place times a third of what is less, the sum of 1/place of all, in seconds, or the time in the line for each
    /// one before that has left it; at least 2 % of that time, up to 3 s, takes the place of the third.
    /// </remarks>
    public TimeSpan Pause(WaitingLine line, IReadOnlyDictionary<Guid, int> places, Ticket own, TimeSpan now)
    {
        gained += before.Count(id => !places.ContainsKey(id));
        before = [.. line.Before(own).Select(ticket => ticket.Id)];
        var share = TimeSpan.FromSeconds(places.Values.Sum(one => 1.0 / one));
        var move = (now - joined) / (gained + 1);
        var step = Max(Min(share, move) / 3, Min(move * 0.02, LongestShare));
        var longest = places[own.Id] == 1 ? LongestOfTheFirst : Min(LongestOfMany, Max(Longest, TimeSpan.FromSeconds(places.Count)));
        return Max(Shortest, Min(places[own.Id] * step, longest));
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
