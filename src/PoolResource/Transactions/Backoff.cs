namespace PoolResource.Transactions;

/// <summary>How long to pause before the next attempt; random numbers are from 0 to 1.</summary>
public static class Backoff
{
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(0.5);
    private static readonly TimeSpan ShortestAttempt = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestAfterRace = TimeSpan.FromSeconds(30);

    private static readonly double[] Spread = [5, 14, 28];

    /// <summary>
    /// While a lock is not free: half a second at first, later a sixtieth of the time already waited, up to the source's
    /// retry_delay; a quarter of jitter on top keeps waiting builds apart.
    /// </summary>
    public static TimeSpan WhileBusy(TimeSpan waited, TimeSpan ceiling, double random)
    {
        var pause = TimeSpan.FromTicks(Math.Max(FirstLook.Ticks, waited.Ticks / 60)) * (1 + (random / 4));
        return pause < ceiling ? pause : ceiling;
    }

    /// <summary>
    /// After the n-th push in a row that somebody else was faster than: up to 5, 14 and then 28 times as long as the
    /// attempt took (5 ms at least), but at most 30 s. Of a crowd of 64, shorter pauses make more of the pushes collide,
    /// and longer ones leave the last builds waiting while nobody else is there: measured by ci/bench.sh.
    /// </summary>
    public static TimeSpan AfterRace(int lost, TimeSpan attempt, double random)
    {
        var longest = (attempt > ShortestAttempt ? attempt : ShortestAttempt) * Spread[Math.Min(lost, Spread.Length) - 1];
        return (longest < LongestAfterRace ? longest : LongestAfterRace) * random;
    }

    /// <summary>After the n-th time in a row that the host refused or was silent: 0.5 s, 1 s … 16 s, and up to a quarter more.</summary>
    public static TimeSpan AfterFailure(int failures, double random) =>
        TimeSpan.FromSeconds(0.25 * Math.Pow(2, Math.Min(failures, 6))) * (1 + (random / 4));
}
