namespace PoolResource.History;

/// <summary>What happened to some locks, or by some builds, in a period.</summary>
public sealed record Figures
{
    /// <summary>For how long the locks were held within the period, all of them together.</summary>
    public TimeSpan Held { get; init; }

    /// <summary>For how long the locks were in the pool within the period, all of them together; zero where builds are asked about.</summary>
    public TimeSpan Present { get; init; }

    /// <summary>The share of that time for which they were held, from 0 to 1.</summary>
    public double Utilisation => Present > TimeSpan.Zero ? Math.Min(1, Held / Present) : 0;

    /// <summary>How often a hold began that did not go on with one of another pool.</summary>
    public int Claims { get; init; }

    /// <summary>How many claims tell whether they had to wait.</summary>
    public int ClaimsThatTell { get; init; }

    /// <summary>How long claims had waited that had to; the others are not among them.</summary>
    public Distribution Waits { get; init; } = Distribution.Of([]);

    /// <summary>The share of the claims that tell that had to wait, from 0 to 1.</summary>
    public double Contention => ClaimsThatTell > 0 ? Math.Min(1, (double)Waits.Count / ClaimsThatTell) : 0;

    /// <summary>How long claims held their lock that ended in the period, whenever they began.</summary>
    public Distribution Holds { get; init; } = Distribution.Of([]);

    /// <summary>How many of these were ended by somebody else than their holder.</summary>
    public int EndedByOthers { get; init; }
}
