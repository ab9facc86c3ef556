namespace PoolResource.History;

/// <summary>A commit was to be added to a history that does not know a commit on which it stands.</summary>
/// <param name="parent">The one that is not known.</param>
internal sealed class UnknownParentException(CommitId parent) : InvalidOperationException($"nothing is known of commit {parent}, on which another one stands");
