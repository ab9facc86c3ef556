using PoolResource.Git;

namespace PoolResource.Commands;

/// <summary>Says what is waited for: at the start, after 10 s, 30 s and 1 min, then every 5 min.</summary>
public sealed class WaitReport(PoolTransaction transaction, BuildLog log)
{
    /// <summary>Of a pool whose locks are all held, so many holders are named.</summary>
    private const int Named = 5;

    private static readonly TimeSpan[] Early =
        [TimeSpan.Zero, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1)];

    private static readonly TimeSpan Later = TimeSpan.FromMinutes(5);

    private TimeSpan next = TimeSpan.Zero;

    /// <summary>Writes a line when one is due.</summary>
    /// <param name="waiting">What is waited for.</param>
    /// <param name="waited">For how long already.</param>
    /// <param name="stop">Ends the search for holders.</param>
    public async ValueTask TellAsync(Waiting waiting, TimeSpan waited, CancellationToken stop)
    {
        if (waited < next)
        {
            return;
        }

        next = Early.FirstOrDefault(due => due > waited, defaultValue: Later * (1 + Math.Floor(waited / Later)));
        log.Waiting(waiting.Busy.What, await HoldersAsync(waiting, stop), waited);
    }

    /// <summary>Who stands in the way, as the end of a sentence; empty when nobody does.</summary>
    public async Task<string> HoldersAsync(Waiting waiting, CancellationToken stop)
    {
        var held = waiting.Busy.Held;
        try
        {
            var holders = await transaction.HoldersAsync(held.Take(Named), stop);
            return holders.Count == 0
                ? ""
                : $": {string.Join(", ", holders)}{(held.Count > Named ? $" and {held.Count - Named} more are held" : "")}";
        }
        catch (GitException)
        {
            // Who holds it is only for the log; the wait goes on.
            return "";
        }
    }
}
