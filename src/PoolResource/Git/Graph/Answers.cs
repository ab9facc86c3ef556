namespace PoolResource.Git.Graph;

/// <summary>What a walk has found: for locks, the commit in which each became what it is at a tip.</summary>
/// <param name="Tip">The tip.</param>
/// <param name="Found">The commits.</param>
public sealed record Answers(CommitId Tip, IReadOnlyDictionary<Lock, CommitId> Found)
{
    /// <summary>For locks whose claims were renewed since that commit, the commits that did, newest first.</summary>
    public IReadOnlyDictionary<Lock, IReadOnlyList<CommitId>> Renewals { get; init; } = new Dictionary<Lock, IReadOnlyList<CommitId>>();

    /// <summary>The commits that renew the claim of a lock, newest first.</summary>
    public IReadOnlyList<CommitId> RenewalsOf(Lock held) => Renewals.GetValueOrDefault(held, []);

    /// <summary>Locks whose past was not read to its end, since it cannot be what was asked for.</summary>
    public IReadOnlySet<Lock> Left { get; init; } = new HashSet<Lock>();
}
