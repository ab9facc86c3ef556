using PoolResource.Operations;
using PoolResource.SimulationTests.World;

namespace PoolResource.SimulationTests.Plays;

/// <summary>The reapers of a play, by its seed.</summary>
/// <param name="random">Decides.</param>
/// <param name="isFaulty">Whether anything befalls them at all.</param>
internal sealed class Reapers(Random random, bool isFaulty)
{
    /// <summary>What one or two of them do.</summary>
    /// <param name="pool">The pool.</param>
    public IReadOnlyList<ReaperFate> Next(PoolName pool)
    {
        var mayRecycle = random.Next(2) == 0;
        return [.. Enumerable.Range(0, random.Next(3) == 0 ? 2 : 1).Select(_ => One(pool, mayRecycle))];
    }

    /// <summary>Concourse, as they ask it.</summary>
    public SimulatedConcourse Concourse(Clock clock) => new(clock, random.Next()) { Away = isFaulty ? 10 : 0, Slow = random.Next(3) * 20 };

    private ReaperFate One(PoolName pool, bool mayRecycle)
    {
        var policy = random.Next(10) switch
        {
            0 or 1 => new ReapPolicy { EndedBuilds = EndedBuilds.Failed },
            2 or 3 => new ReapPolicy { EndedBuilds = EndedBuilds.All },
            4 => new ReapPolicy { StaleAfter = Age() },
            5 => new ReapPolicy { ByLease = true },
            6 => new ReapPolicy { ByLease = true, StaleAfter = Age() },
            7 => new ReapPolicy { EndedBuilds = EndedBuilds.All, ByLease = true },
            _ => new ReapPolicy { EndedBuilds = EndedBuilds.Failed, ByLease = true, StaleAfter = Age() },
        };
        policy = policy with
        {
            Grace = random.Next(3) == 0 ? policy.Grace : TimeSpan.FromSeconds(random.Next(15)),
            AtMost = random.Next(4) == 0 ? 1 : null,
        };
        var isWrong = isFaulty && random.Next(10) == 0;
        return new ReaperFate(30 * random.NextDouble(), (isWrong ? 100 : 5) + (40 * random.NextDouble()), new HeldClaims(pool, policy, mayRecycle && random.Next(3) > 0 ? ReapTo.Recycle(pool) : ReapTo.Release))
        {
            ClockAhead = isWrong ? (random.NextDouble() - 0.5) * 7200 : 0,
            Rehearsals = random.Next(2) * 20,
            Ends = isFaulty ? random.Next(3) * 7 : 0,
        };
    }

    private TimeSpan Age() => TimeSpan.FromSeconds(5 + (85 * random.NextDouble()));
}
