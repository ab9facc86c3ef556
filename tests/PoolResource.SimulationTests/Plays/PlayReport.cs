namespace PoolResource.SimulationTests.Plays;

/// <summary>What came of a play.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Violations">The promises that were broken.</param>
/// <param name="Story">What happened to each build.</param>
internal sealed record PlayReport(int Seed, IReadOnlyList<string> Violations, string Story)
{
    /// <summary>The builds' numbers.</summary>
    public IReadOnlyList<int> Builds { get; init; } = [];

    /// <summary>How many rounds reapers have begun.</summary>
    public int Rounds { get; init; }

    /// <summary>How many commits of claims were reaped.</summary>
    public int Reaped { get; init; }

    /// <summary>The longest round of a reaper that nothing ended, but for the time in which Concourse was asked.</summary>
    public TimeSpan LongestRound { get; init; }

    /// <summary>How long it took, in virtual time.</summary>
    public TimeSpan Took { get; init; }

    /// <summary>How often the host was asked.</summary>
    public int Requests { get; init; }

    /// <summary>How many were served before somebody who had come more than a second earlier.</summary>
    public int Overtakings { get; init; }

    /// <summary>Pushes that were accepted, and that were not.</summary>
    public (int Accepted, int Rejected) Pushes { get; init; }

    /// <summary>The longest time in which a lock was free that somebody waited for.</summary>
    public TimeSpan LongestIdle { get; init; }
}
