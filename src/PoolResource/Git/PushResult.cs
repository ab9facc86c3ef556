namespace PoolResource.Git;

/// <summary>What the host said to a push: only that it accepted it tells what became of it.</summary>
public abstract record PushResult;

/// <summary>The commit is in the branch.</summary>
public sealed record Accepted : PushResult;

/// <summary>
/// The host answered, and said no: somebody was faster, a rule of the host's forbids it, or it has a fault of its own.
/// The commit may be in the branch all the same.
/// </summary>
/// <param name="Words">What it said.</param>
/// <param name="Fault">What git said.</param>
public sealed record Rejected(string Words, GitException Fault) : PushResult;

/// <summary>No answer arrived: the commit may be in the branch or not.</summary>
/// <param name="Fault">What git said instead.</param>
public sealed record Unknown(GitException Fault) : PushResult
{
    /// <summary>Whether the host has said no before anything was sent: it has not seen the commit.</summary>
    public bool IsUnseen { get; init; }
}
