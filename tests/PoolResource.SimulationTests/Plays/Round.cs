using PoolResource.Operations;

namespace PoolResource.SimulationTests.Plays;

/// <summary>One round of a reaper: a build that reaps once.</summary>
/// <param name="build">The build.</param>
/// <param name="look">What it reaps.</param>
/// <param name="began">When it began.</param>
/// <param name="ahead">By how much its clock is ahead.</param>
internal sealed class Round(string build, HeldClaims look, TimeSpan began, TimeSpan ahead)
{
    /// <summary>The build.</summary>
    public string Build => build;

    /// <summary>What it reaps.</summary>
    public HeldClaims Look => look;

    /// <summary>Which claims are stale.</summary>
    public ReapPolicy Policy => look.Policy;

    /// <summary>When it began.</summary>
    public TimeSpan Began => began;

    /// <summary>By how much its clock is ahead.</summary>
    public TimeSpan Ahead => ahead;

    /// <summary>What it was told of the claims, by their commits, and how their builds really were at that moment.</summary>
    public Dictionary<CommitId, (Verdict Verdict, (string Status, TimeSpan At)? End)> Told { get; } = [];

    /// <summary>The locks that its commits have taken.</summary>
    public Dictionary<CommitId, IReadOnlyList<LockName>> Taken { get; } = [];
}
