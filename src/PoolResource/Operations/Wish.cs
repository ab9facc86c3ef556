namespace PoolResource.Operations;

/// <summary>What an operation waits for in a line.</summary>
/// <param name="Lock">The one lock; null for any of the pool.</param>
/// <param name="What">The same, as it follows "waiting for".</param>
public sealed record Wish(LockName? Lock, string What);
