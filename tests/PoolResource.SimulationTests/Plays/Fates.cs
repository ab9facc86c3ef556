namespace PoolResource.SimulationTests.Plays;

/// <summary>What befalls the builds of a play, by its seed.</summary>
/// <param name="locks">The locks.</param>
/// <param name="isFaulty">Whether anything befalls them at all.</param>
/// <param name="again">Whether some of their puts have a name, and run again.</param>
internal sealed class Fates(IReadOnlyList<LockName> locks, bool isFaulty, bool again)
{
    /// <summary>The fate of a build.</summary>
    /// <param name="random">Decides.</param>
    /// <param name="spread">Within so many seconds all come.</param>
    /// <param name="hold">How long a lock is held, about, in seconds.</param>
    public Fate Next(Random random, double spread, double hold)
    {
        var fate = new Fate(random.NextDouble() * spread, hold * (0.5 + random.NextDouble()));
        var wants = locks[random.Next(locks.Count)];
        fate = random.Next(10) switch
        {
            0 or 1 => fate with { Wants = wants },
            2 => fate with { Wants = wants, Updates = true },
            _ => fate,
        };
        return !isFaulty ? fate : fate with
        {
            Killed = random.Next(10) == 0 ? random.NextDouble() * 60 : null,
            Aborted = random.Next(10) == 0 ? random.NextDouble() * 60 : null,
            Timeout = random.Next(10) switch { 0 => random.NextDouble() * 60, 1 when random.Next(2) == 0 => 0, _ => null },
            ClockAhead = random.Next(6) == 0 ? (random.NextDouble() - 0.5) * 7200 : 0,
            Priority = random.Next(8) == 0 ? random.Next(-3, 4) : 0,
            IsNaive = random.Next(15) == 0,
            RunsAgain = again && !fate.Updates && random.Next(2) == 0,
        };
    }

    /// <summary>The same, with what befalls builds where leases are taken.</summary>
    public static Fate Leased(Fate fate, Random random)
    {
        if (random.Next(2) > 0 || fate.Updates)
        {
            return fate;
        }

        var lease = 3 + (random.NextDouble() * 40);
        return fate with { Lease = lease, Renews = random.Next(3) == 0 ? null : Math.Max(1, lease * (0.2 + (1.8 * random.NextDouble()))) };
    }

    /// <summary>The same, with what befalls builds where claims are reaped.</summary>
    public Fate Reaped(Fate fate, Random random)
    {
        var lost = random.NextDouble() * 40;
        fate = fate with { WarnsWhenLost = random.Next(3) switch { 0 => null, 1 => true, _ => false }, LeavesBehind = random.Next(2) == 0 };
        return random.Next(8) switch
        {
            0 when !fate.Updates && !fate.RunsAgain => fate with { KeepsLock = true },
            1 or 2 when isFaulty && !fate.RunsAgain => fate with { Lost = lost },
            _ => fate,
        };
    }
}
