namespace PoolResource.History;

/// <summary>A lock by its name in a pool, held or free: <c>aws/env-1</c>.</summary>
public sealed record PooledLock(PoolName Pool, LockName Name)
{
    /// <summary>The lock that stands there.</summary>
    public static PooledLock At(Lock place) => new(place.Pool, place.Name);

    public override string ToString() => $"{Pool}/{Name}";
}
