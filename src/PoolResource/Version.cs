namespace PoolResource;

/// <summary>What Concourse knows a state of the pool by: the commit that made it.</summary>
/// <param name="Ref">The commit's id; absent in a version somebody pinned by hand in part.</param>
/// <param name="Lock">Of a trigger: the lock that arrived in that commit.</param>
/// <param name="Attempt">Of a trigger that was repeated: 2 and up.</param>
public sealed record Version(string? Ref, string? Lock = null, string? Attempt = null);
