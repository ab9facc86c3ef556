namespace PoolResource.Git.Objects;

/// <summary>The directory in which the locks of a pool stand in a state.</summary>
public sealed record StateDirectory(PoolName Pool, LockState State)
{
    public string Path => Pool.Directory(State);
}
