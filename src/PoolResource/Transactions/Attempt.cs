using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>What came of one round of fetch, attempt, commit and push.</summary>
public abstract record Attempt;

/// <summary>It is done, and the branch contains the commit.</summary>
/// <param name="Commit">The version.</param>
/// <param name="Lock">The lock the operation is about; null when there was none to act on.</param>
/// <param name="Pushed">The commit that was made for it; null when none was needed.</param>
public sealed record Finished(CommitId Commit, LockName? Lock, Pushed? Pushed) : Attempt
{
    /// <summary>The pool in which it was done; null for the resource's own.</summary>
    public PoolName? Pool { get; init; }

    /// <summary>Without a commit of its own, or with one that changes no file: the commit of the claim that was acted on.</summary>
    public CommitId? Claim { get; init; }

    /// <summary>The claims that were found, where nothing was asked for but them.</summary>
    public IReadOnlyList<StandingClaim> Claims { get; init; } = [];
}

/// <summary>It cannot be done yet.</summary>
public sealed record Waiting(Busy Busy) : Attempt
{
    /// <summary>The place in the line; null where none is stood in.</summary>
    public PlaceSeen? Place { get; init; }
}

/// <summary>The push did not get in: the branch has moved, or the host does not like it.</summary>
/// <param name="Words">What was said.</param>
/// <param name="Answered">Whether the host said it, or the line broke.</param>
/// <param name="Tries">How many times in a row this commit was pushed, on a branch that stood still.</param>
/// <param name="Fault">What git said.</param>
public sealed record PushFailed(string Words, bool Answered, int Tries, GitException Fault) : Attempt
{
    /// <summary>
    /// What git said when the answer is no: the key may only read, for one. Beside a push that somebody else was faster
    /// than, the words of a hook or a banner that sound like one are none.
    /// </summary>
    public GitException? Refusal => Fault.IsRefusal && !IsLostRace ? Fault : null;

    /// <summary>Whether it is turned down for as long as nobody changes the source or the host.</summary>
    public bool IsLasting => Answered && PushRule.IsLasting(Words);

    /// <summary>Whether the branch has moved while the host took the commit, after however many tries.</summary>
    public bool IsTooLate => Answered && Words.Contains("but expected", StringComparison.Ordinal);

    /// <summary>Whether somebody else was faster.</summary>
    public bool IsLostRace =>
        Answered && (Words.Contains("[rejected]", StringComparison.Ordinal) || Words.Contains("cannot lock ref", StringComparison.Ordinal));
}

/// <summary>A commit that was pushed.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Parent">What it stands on; null for the branch's first.</param>
/// <param name="Change">What it does.</param>
public sealed record Pushed(CommitId Commit, CommitId? Parent, Changed Change)
{
    /// <summary>Until when it leases the claim; null for no lease, and for one that it leaves as it is.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>The lock whose claim it makes, goes on with or renews; null where it does nothing of that.</summary>
    public Lock? Holds => Change.Renews?.Held ?? (Change.Claims ? PushedClaim.Of(this).Claimed : null);
}
