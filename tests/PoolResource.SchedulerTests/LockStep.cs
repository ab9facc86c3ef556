namespace PoolResource.SchedulerTests;

/// <summary>What can happen to a lock.</summary>
internal enum LockStep
{
    /// <summary>Comes into being in the pool, free.</summary>
    Add,

    /// <summary>Comes into being in another pool, free.</summary>
    AddElsewhere,

    /// <summary>Comes over from the other pool, free.</summary>
    MoveHere,

    Claim,

    Release,

    Remove,
}
