namespace PoolResource.History;

/// <summary>A commit of the branch, as far as history is told from it.</summary>
/// <param name="Id">The commit.</param>
/// <param name="Facts">Who made it, when, and what it says.</param>
/// <param name="Parents">What it changes against each of its parents; against nothing for a first commit.</param>
public sealed record HistoryCommit(CommitId Id, CommitFacts Facts, IReadOnlyList<TreeChange> Parents)
{
    /// <summary>Whether its tree is its only parent's, so that it speaks by its message alone.</summary>
    public bool ChangesNoFile { get; init; }

    /// <summary>Whether commits stand on it that come later than the next one.</summary>
    public bool IsFork { get; init; }
}

/// <summary>How the locks of a commit differ from those of a parent.</summary>
/// <param name="Parent">The parent; null for nothing at all.</param>
/// <param name="Locks">The places where they differ, each once.</param>
public sealed record TreeChange(CommitId? Parent, IReadOnlyList<LockDifference> Locks);
