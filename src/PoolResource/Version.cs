namespace PoolResource;

/// <summary>What Concourse knows a state of the pool by: the commit that made it.</summary>
/// <param name="Ref">The commit's id; absent in a version somebody pinned by hand in part.</param>
public sealed record Version(string? Ref);
