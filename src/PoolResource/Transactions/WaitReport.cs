using PoolResource.Git;

namespace PoolResource.Transactions;

/// <summary>Says what is waited for: at the start, after 10 s, 30 s and 1 min, then every 5 min.</summary>
public sealed class WaitReport(PoolTransaction transaction, StepTimeout bound, EngineLog log)
{
    /// <summary>Of a pool whose locks are all held, so many holders are named.</summary>
    private const int Named = 5;

    private static readonly TimeSpan[] Early =
        [TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)];

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan BetweenPlaces = TimeSpan.FromSeconds(10);

    private readonly HashSet<string> noted = [];
    private string? told;
    private TimeSpan toldAt;
    private TimeSpan next = TimeSpan.Zero;

    /// <summary>Tells how long a lock of a pool is usually held, if that is known.</summary>
    public Func<PoolName, TimeSpan?>? UsualHold { get; init; }

    /// <summary>Writes a line when one is due, or when something else is waited for.</summary>
    /// <param name="waiting">What is waited for.</param>
    /// <param name="waited">For how long already.</param>
    /// <param name="stop">Ends the search for holders.</param>
    public async ValueTask TellAsync(Waiting waiting, TimeSpan waited, CancellationToken stop)
    {
        var place = Place(waiting);
        var what = $"{waiting.Busy.What}{place}";
        if (waited < next && (what == told || (waiting.Place is not null && told is not null && waited < toldAt + BetweenPlaces)))
        {
            return;
        }

        (told, toldAt) = (what, waited);
        next = Early.FirstOrDefault(due => due > waited, defaultValue: Later * (1 + Math.Floor(waited / Later)));
        log.Waiting(waiting.Busy.What, await HoldersAsync(waiting, stop), waited, Usually(waiting.Busy.Held), place);
        Note(waiting);
    }

    /// <summary>The refusal at the end of a wait; where several are in the way, the log names them before it.</summary>
    /// <param name="waiting">What was waited for.</param>
    /// <param name="timeout">For how long.</param>
    /// <param name="stop">Ends the search for holders.</param>
    public async Task<PoolException> GaveUpAsync(Waiting waiting, TimeSpan timeout, CancellationToken stop)
    {
        var holders = await HoldersAsync(waiting, stop);
        Note(waiting);
        log.Holders(holders.Count > 1 ? holders : []);
        return new PoolException(
            $"gave up waiting for {waiting.Busy.What}{(Place(waiting) is { Length: > 0 } place ? $"{place}," : "")} after {Duration.Describe(timeout)}{(holders.Count == 1 ? $": {holders[0]}" : "")}; {waiting.Busy.Advice ?? $"raise {bound.Parameter}{(waiting.Busy.Held.Count > 0 ? $", or {waiting.Busy.Remedy}" : "")}"}")
        {
            IsWaitInVain = true,
            InVain = new WaitInVain(waiting.Busy.What, waiting.Busy.Held.Count, holders) { Notes = waiting.Busy.Notes, Others = waiting.Place is { Length: > 1 and var length } ? length - 1 : 0 },
        };
    }

    private static string Place(Waiting waiting) => waiting.Place is { Length: > 1 } seen ? $", {Ordinal(seen.Place)} of {seen.Length}" : "";

    private static string Ordinal(int number) => (number % 100, number % 10) switch
    {
        (11 or 12 or 13, _) => $"{number}th",
        (_, 1) => $"{number}st",
        (_, 2) => $"{number}nd",
        (_, 3) => $"{number}rd",
        _ => $"{number}th",
    };

    private TimeSpan? Usually(IReadOnlyList<Lock> held)
    {
        try
        {
            return held.Count > 0 ? UsualHold?.Invoke(held[0].Pool) : null;
        }
#pragma warning disable CA1031 // What cannot be read decorates nothing, and ends nothing.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return null;
        }
    }

    private void Note(Waiting waiting)
    {
        foreach (var note in waiting.Busy.Notes.Where(noted.Add))
        {
            log.Warn(note);
        }
    }

    private async Task<IReadOnlyList<string>> HoldersAsync(Waiting waiting, CancellationToken stop)
    {
        var held = waiting.Busy.Held;
        IReadOnlyList<string> lines;
        try
        {
            lines = await transaction.HoldersAsync(held.Take(Named), stop);
        }
        catch (GitException)
        {
            // The host is away: who holds it is only for the log, and the wait goes on.
            return [];
        }
#pragma warning disable CA1031 // A commit that cannot be read decorates nothing, and ends nothing.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            lines = [.. held.Take(Named).Select(one => $"{EngineLog.Place(one)} is held by a commit that cannot be read")];
        }

        return held.Count > lines.Count && lines.Count > 0 ? [.. lines, $"and {held.Count - lines.Count} more are held"] : lines;
    }
}
