using PoolResource.Git.Graph;
using PoolResource.History;

namespace PoolResource.Reading;

/// <summary>A branch at its tip; not to be kept beyond the look at it.</summary>
/// <param name="Tip">The tip.</param>
/// <param name="Graph">What is here of it.</param>
/// <param name="History">What is known up to the tip; this alone may be kept.</param>
public sealed record BranchView(CommitId Tip, CommitGraph Graph, LockHistory History)
{
    /// <summary>The pools at the tip.</summary>
    public Pools Pools { get; } = Graph.Pools(Tip);

    /// <summary>What is wrong at the tip.</summary>
    public IReadOnlyList<BranchFault> Faults => Graph.FaultsIn(Tip);
}
