using PoolResource.Operations;

namespace PoolResource.Commands;

/// <summary>What came of one round of fetch, attempt, commit and push.</summary>
public abstract record Attempt;

/// <summary>It is done, and the branch contains the commit.</summary>
/// <param name="Commit">The version.</param>
/// <param name="Lock">The lock the operation is about.</param>
/// <param name="Pushed">The commit that was made for it; null when none was needed.</param>
public sealed record Finished(CommitId Commit, LockName Lock, Pushed? Pushed) : Attempt;

/// <summary>It cannot be done yet.</summary>
public sealed record Waiting(Busy Busy) : Attempt;

/// <summary>The push did not get in: the branch has moved, or the host does not like it.</summary>
/// <param name="Words">What was said.</param>
/// <param name="Answered">Whether the host said it, or the line broke.</param>
public sealed record Beaten(string Words, bool Answered) : Attempt;

/// <summary>A commit that was pushed.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Parent">What it stands on; null for the branch's first.</param>
/// <param name="Change">What it does.</param>
public sealed record Pushed(CommitId Commit, CommitId? Parent, Changed Change);
