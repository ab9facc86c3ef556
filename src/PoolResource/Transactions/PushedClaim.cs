using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>A claim that was pushed, and what takes it back.</summary>
/// <param name="Commit">The commit, which may be in the branch.</param>
/// <param name="Parent">What it stands on; null for the branch's first.</param>
/// <param name="Claimed">The lock it takes.</param>
/// <param name="Free">Where the lock was before; null when the commit made it.</param>
/// <param name="Subject">What the commit says that takes it back.</param>
public sealed record PushedClaim(CommitId Commit, CommitId? Parent, Lock Claimed, Lock? Free, string Subject)
{
    /// <summary>Whether it goes on with an earlier claim of the build, which is to be given back although the commit never gets in.</summary>
    public bool EndsEarlier { get; init; }

    /// <exception cref="InvalidOperationException">It takes no lock.</exception>
    public static PushedClaim Of(Pushed pushed)
    {
        var inverse = pushed.Change.Inverse;
        return inverse.Moves is [{ From: { } claimed, To: var free }]
            ? new PushedClaim(pushed.Commit, pushed.Parent, claimed, free, inverse.Subject) { EndsEarlier = pushed.Change.Continues is not null }
            : throw new InvalidOperationException($"{pushed.Change.Subject} takes no lock");
    }

    public Changed Inverse => new([new Move(Claimed, Free)], Claimed.Name, Subject);
}
