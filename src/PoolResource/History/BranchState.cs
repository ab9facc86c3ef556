using System.Collections.Immutable;

namespace PoolResource.History;

/// <summary>What is known of every lock up to a commit.</summary>
/// <param name="Date">The commit's own date.</param>
/// <param name="Trails">The locks, those that are gone among them.</param>
internal sealed record BranchState(DateTimeOffset Date, ImmutableDictionary<PooledLock, LockTrail> Trails)
{
    /// <summary>Before the first commit.</summary>
    public static BranchState Start { get; } = new(DateTimeOffset.MinValue, ImmutableDictionary<PooledLock, LockTrail>.Empty);

    /// <summary>What the commit touched; null before the first.</summary>
    public Footprint? Footprint { get; init; }

    public LockTrail TrailOf(PooledLock one) => Trails.GetValueOrDefault(one, LockTrail.Unknown);
}
