namespace PoolResource.Operations;

/// <summary>What an operation makes of the pools at one commit.</summary>
public abstract record Outcome;

/// <summary>Not now: look again when the branch has moved.</summary>
/// <param name="What">What is waited for, as it follows "waiting for".</param>
/// <param name="Held">The claimed locks that stand in the way; may be empty.</param>
public sealed record Busy(string What, IReadOnlyList<Lock> Held) : Outcome;

/// <summary>It is so already: no commit is needed.</summary>
/// <param name="Lock">The lock the operation is about.</param>
/// <param name="Warning">What the user should know about it, if anything.</param>
public sealed record Unchanged(LockName Lock, string? Warning = null) : Outcome;

/// <summary>One commit makes it so.</summary>
/// <param name="Moves">What the commit does to lock files; each lock at most once.</param>
/// <param name="Lock">The lock the operation is about.</param>
/// <param name="Subject">The commit's subject, without the build's title.</param>
public sealed record Changed(IReadOnlyList<Move> Moves, LockName Lock, string Subject) : Outcome
{
    /// <summary>Whether the commit takes a lock.</summary>
    public bool Claims => Moves.Any(move => move.To?.State == LockState.Claimed && move.From?.State != LockState.Claimed);
}

/// <summary>What happens to one lock file: it is made (no From), goes elsewhere, gets new content, or is gone (no To).</summary>
/// <param name="From">Where the lock stands.</param>
/// <param name="To">Where it stands afterwards.</param>
/// <param name="Content">Its new bytes; null keeps the bytes and the mode it has.</param>
public sealed record Move(Lock? From, Lock? To, ReadOnlyMemory<byte>? Content = null);
