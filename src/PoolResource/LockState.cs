namespace PoolResource;

/// <summary>Where a lock stands: free to take, or held.</summary>
public sealed record LockState
{
    private LockState(string directory) => Directory = directory;

    public static LockState Unclaimed { get; } = new("unclaimed");

    public static LockState Claimed { get; } = new("claimed");

    /// <summary>Both, in the order of their paths.</summary>
    public static IReadOnlyList<LockState> All { get; } = [Claimed, Unclaimed];

    /// <summary>The directory's name in the pool, and the word people use for it.</summary>
    public string Directory { get; }

    public LockState Other => this == Claimed ? Unclaimed : Claimed;

    public override string ToString() => Directory;
}
