namespace PoolResource;

/// <summary>A place that is not the same in two commits: a lock has come or gone, or has another content where it was there before.</summary>
/// <param name="Place">The place.</param>
/// <param name="WasThere">Whether the lock stood there in the parent.</param>
/// <param name="IsThere">Whether it stands there in the commit.</param>
public sealed record LockDifference(Lock Place, bool WasThere, bool IsThere);
