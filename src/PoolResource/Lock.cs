namespace PoolResource;

/// <summary>A lock where it stands: a file in one of the two directories of a pool.</summary>
public sealed record Lock(PoolName Pool, LockState State, LockName Name)
{
    /// <summary>The file's path in the branch.</summary>
    public string Path => $"{Pool.Directory(State)}/{Name}";

    public override string ToString() => Path;
}
