namespace PoolResource.Operations;

/// <summary>What an operation makes of the pools at one commit.</summary>
public abstract record Outcome;

/// <summary>Not now: look again when the branch has moved.</summary>
/// <param name="What">What is waited for, as it follows "waiting for".</param>
/// <param name="Held">The claimed locks that stand in the way; may be empty.</param>
public sealed record Busy(string What, IReadOnlyList<Lock> Held) : Outcome
{
    /// <summary>What else the user should know of the pool, each a sentence; said once.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What to do about locks that are held.</summary>
    public const string Release = "have it released";

    /// <summary>What to do about locks that are held in the lifecycle pool.</summary>
    public const string Restore = "have it restored";

    /// <summary>What else than to wait longer would help while locks are held.</summary>
    public string Remedy { get; init; } = Release;

    /// <summary>What to do at the end of the wait, where to wait longer would not help; null where it would.</summary>
    public string? Advice { get; init; }
}

/// <summary>It is so already: no commit is needed.</summary>
/// <param name="Lock">The lock the operation is about.</param>
/// <param name="Warning">What the user should know about it, if anything.</param>
public sealed record Unchanged(LockName Lock, string? Warning = null) : Outcome
{
    /// <summary>How it is, where that is no cause for a warning.</summary>
    public string? Note { get; init; }

    /// <summary>The pool the lock is in, when it is not the operation's.</summary>
    public PoolName? Pool { get; init; }

    /// <summary>The commit of the claim that the operation acted on, which stands.</summary>
    public CommitId? Claim { get; init; }
}

/// <summary>The build holds no lock under the name that was given: there is nothing to do, and no lock to speak of.</summary>
/// <param name="Alias">The name.</param>
/// <param name="Untold">Locks of the pool that are held, and of which the branch does not tell by whom.</param>
public sealed record NothingHeld(Alias Alias, IReadOnlyList<Lock> Untold) : Outcome;

/// <summary>No lock is to be taken from anybody.</summary>
/// <param name="Left">What was to be, and is not, each a sentence that says why.</param>
public sealed record NothingStale(IReadOnlyList<string> Left) : Outcome
{
    /// <summary>The claims that were found.</summary>
    public IReadOnlyList<StandingClaim> Claims { get; init; } = [];
}

/// <summary>One commit makes it so.</summary>
/// <param name="Moves">What the commit does to lock files; each lock at most once.</param>
/// <param name="Lock">The lock the operation is about.</param>
/// <param name="Subject">The commit's subject, without the build's title.</param>
public sealed record Changed(IReadOnlyList<Move> Moves, LockName Lock, string Subject) : Outcome
{
    /// <summary>The name under which the build holds the lock it takes.</summary>
    public string? Alias { get; init; }

    /// <summary>The build's own earlier claim, which the commit goes on with.</summary>
    public StandingClaim? Continues { get; init; }

    /// <summary>The build's own claim under which the lock stays.</summary>
    public StandingClaim? Kept { get; init; }

    /// <summary>The claim whose lease the commit renews, which changes no file then.</summary>
    public StandingClaim? Renews { get; init; }

    /// <summary>How long the claim is leased by the commit that takes the lock, or goes on with a claim, or renews it; null for no lease.</summary>
    public Lease? Lease { get; init; }

    /// <summary>What the user should know about it, if anything.</summary>
    public string? Warning { get; init; }

    /// <summary>The locks that the commit takes from stale claims, each with a reason of its own; none in any other commit.</summary>
    public IReadOnlyList<ReapedLock> Reaped { get; init; } = [];

    /// <summary>What the commit leaves out, each a sentence that says why.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>Whether the lock goes to another pool under a claim that has no id, and gets one by which it is known there.</summary>
    public bool NamesItsClaim => Kept is { Message.ClaimId: null } && Moves is [{ From: { } from, To: { } to }] && from.Pool != to.Pool;

    /// <summary>The pool in which the claim was taken that the lock stays under, when that is not where the lock is then.</summary>
    public string? TakenIn =>
        (Kept ?? Continues) is { } claim && claim.TakenIn != (Moves is [{ To: { } to }, ..] ? to.Pool : Pool).Value ? claim.TakenIn : null;

    /// <summary>The pool in which the commit does it.</summary>
    public PoolName Pool => Moves is [var first, ..] ? (first.From ?? first.To)!.Pool : (Continues ?? Renews)!.Held.Pool;

    /// <summary>What takes it back; of a claim that was gone on with, what frees its lock. Nobody asks it of what was reaped, which makes no claim.</summary>
    public Changed Inverse => Moves.Count == 0 && Continues is { Held: var held }
        ? new([new Move(held, held with { State = LockState.Unclaimed })], Lock, $"unclaiming: {Lock}")
        : new(
            [.. Moves.Select(move => new Move(move.To, move.From))],
            Lock,
            Moves[0].From is not { } from ? $"removing: {Lock}"
                : from.Pool == Moves[0].To?.Pool ? $"unclaiming: {Lock}"
                : $"moving: {Lock} to {from.Pool}/{from.State}");

    /// <summary>The commit, which changes no file, by which a build makes a claim of an earlier run of the same put its own.</summary>
    public static Changed Adopting(StandingClaim claim, Lease? lease = null) =>
        new([], claim.Held.Name, $"continuing: {claim.Held.Name}") { Continues = claim, Alias = claim.Alias, Lease = lease };

    /// <summary>Whether the commit takes a lock from those that are free.</summary>
    public bool Takes => Moves.Any(move => move is { From.State: var from, To.State: var to } && from != LockState.Claimed && to == LockState.Claimed);

    /// <summary>Whether the commit takes a lock, or goes on with a claim.</summary>
    public bool Claims => Continues is not null || Moves.Any(move => move.To?.State == LockState.Claimed && move.From?.State != LockState.Claimed);
}
