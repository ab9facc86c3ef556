namespace PoolResource.SimulationTests.Plays;

/// <summary>What befalls a build, in seconds; null for what does not.</summary>
/// <param name="Comes">When it comes.</param>
/// <param name="Holds">How long it holds its lock.</param>
internal sealed record Fate(double Comes, double Holds)
{
    /// <summary>The lock it wants; null for any.</summary>
    public LockName? Wants { get; init; }

    /// <summary>Whether it gives the lock new content, and takes none.</summary>
    public bool Updates { get; init; }

    /// <summary>When it is killed, after it came.</summary>
    public double? Killed { get; init; }

    /// <summary>When it is aborted, after it came.</summary>
    public double? Aborted { get; init; }

    /// <summary>How long it waits.</summary>
    public double? Timeout { get; init; }

    /// <summary>By how much its clock is ahead.</summary>
    public double ClockAhead { get; init; }

    /// <summary>How much earlier it is served.</summary>
    public int Priority { get; init; }

    /// <summary>Whether it knows no queue.</summary>
    public bool IsNaive { get; init; }

    /// <summary>Whether its put has a name, and runs again after it was killed or aborted.</summary>
    public bool RunsAgain { get; init; }

    /// <summary>When its worker is lost for good, after it came: it is over at once, and its processes live on.</summary>
    public double? Lost { get; init; }

    /// <summary>How long its claim is leased; null for no lease.</summary>
    public double? Lease { get; init; }

    /// <summary>How long it waits before it renews the lease, again and again; null for never.</summary>
    public double? Renews { get; init; }

    /// <summary>Whether it succeeds without giving its lock back.</summary>
    public bool KeepsLock { get; init; }

    /// <summary>Whether it ends before what it left behind has taken its claim back.</summary>
    public bool LeavesBehind { get; init; }

    /// <summary>Whether a lock that was taken from it fails its steps; null where it does not say.</summary>
    public bool? WarnsWhenLost { get; init; }
}
