namespace PoolResource.Operations;

/// <summary>Where locks go that are taken from stale claims.</summary>
/// <param name="Pool">The pool; null for the one where each is held.</param>
/// <param name="State">How they stand there.</param>
public sealed record ReapTo(PoolName? Pool, LockState State)
{
    /// <summary>They are free in their pool.</summary>
    public static ReapTo Release { get; } = new(null, LockState.Unclaimed);

    /// <summary>They wait in the lifecycle pool to be cleaned.</summary>
    public static ReapTo Recycle(PoolName pool) => new(pool.Lifecycle, LockState.Unclaimed);

    /// <summary>Where a lock goes.</summary>
    public Lock Of(Lock held) => new(Pool ?? held.Pool, State, held.Name);

    /// <summary>What a commit says of it.</summary>
    public string Subject(Lock held) => Of(held) switch
    {
        var to when to.Pool == held.Pool => $"unclaiming: {held.Name}",
        var to when to.Pool == held.Pool.Lifecycle && to.State == LockState.Unclaimed => $"recycling: {held.Name}",
        var to => $"moving: {held.Name} to {to.Pool}/{to.State}",
    };
}
