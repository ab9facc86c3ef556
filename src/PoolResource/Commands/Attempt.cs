using PoolResource.Operations;

namespace PoolResource.Commands;

/// <summary>What came of one round of fetch, attempt, commit and push.</summary>
public abstract record Attempt;

/// <summary>It is done, and the branch contains the commit.</summary>
public sealed record Finished(CommitId Commit, LockName Lock) : Attempt;

/// <summary>It cannot be done yet.</summary>
public sealed record Waiting(Busy Busy) : Attempt;

/// <summary>The push did not get in: the branch has moved, or the host does not like it.</summary>
/// <param name="Words">What was said.</param>
/// <param name="Answered">Whether the host said it, or the line broke.</param>
public sealed record Beaten(string Words, bool Answered) : Attempt;
