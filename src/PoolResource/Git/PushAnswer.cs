namespace PoolResource.Git;

/// <summary>What became of a push.</summary>
public abstract record PushAnswer;

/// <summary>The commit is in the branch.</summary>
public sealed record Accepted : PushAnswer;

/// <summary>The host answered, and said no: somebody was faster, or a rule of the host's forbids it.</summary>
/// <param name="Words">What it said.</param>
public sealed record Rejected(string Words) : PushAnswer;

/// <summary>No answer arrived: the commit may be in the branch or not.</summary>
/// <param name="Fault">What git said instead.</param>
public sealed record Unknown(GitException Fault) : PushAnswer;
