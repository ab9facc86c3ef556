namespace PoolResource.Git.Graph;

/// <summary>Something in the branch that is not as it should be.</summary>
/// <param name="Kind">What it is, for programs.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Sentence">What is wrong, and what to do about it.</param>
public sealed record BranchFault(BranchFaultKind Kind, string Path, string Sentence);

/// <summary>What can be wrong in a branch.</summary>
public enum BranchFaultKind
{
    /// <summary>A lock stands among the claimed and among the unclaimed.</summary>
    BothStates,

    /// <summary>Something stands where the locks do, and is none: a directory, a submodule, a name that is not UTF-8.</summary>
    NoLock,

    /// <summary>A lock has a name that no build can ask for.</summary>
    LockName,

    /// <summary>A pool has a name that no build can ask for.</summary>
    PoolName,

    /// <summary>A pool has but one of its two directories.</summary>
    MissingDirectory,

    /// <summary>A file of pool-trigger-resource, which nothing reads any more.</summary>
    TriggerLeftover,
}
