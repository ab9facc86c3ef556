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

/// <summary>The build holds a lock already, by a claim of an earlier run of the same put.</summary>
public sealed record AlreadyHeld(StandingClaim Claim) : Outcome;

/// <summary>One commit makes it so.</summary>
/// <param name="Moves">What the commit does to lock files; each lock at most once.</param>
/// <param name="Lock">The lock the operation is about.</param>
/// <param name="Subject">The commit's subject, without the build's title.</param>
public sealed record Changed(IReadOnlyList<Move> Moves, LockName Lock, string Subject) : Outcome
{
    /// <summary>The id of the claim that the lock stays under when its holder changes it.</summary>
    public string? ClaimId { get; init; }

    /// <summary>The name under which the build holds the lock it takes.</summary>
    public string? Alias { get; init; }

    /// <summary>What takes it back.</summary>
    public Changed Inverse => new(
        [.. Moves.Select(move => new Move(move.To, move.From))],
        Lock,
        Moves[0].From is not { } from ? $"removing: {Lock}"
            : from.Pool == Moves[0].To?.Pool ? $"unclaiming: {Lock}"
            : $"moving: {Lock} to {from.Pool}/{from.State}");

    /// <summary>Whether the commit takes a lock.</summary>
    public bool Claims => Moves.Any(move => move.To?.State == LockState.Claimed && move.From?.State != LockState.Claimed);
}

/// <summary>What happens to one lock file: it is made (no From), goes elsewhere, gets new content, or is gone (no To).</summary>
/// <param name="From">Where the lock stands.</param>
/// <param name="To">Where it stands afterwards.</param>
/// <param name="Content">Its new bytes; null keeps the bytes and the mode it has.</param>
public sealed record Move(Lock? From, Lock? To, ReadOnlyMemory<byte>? Content = null);
