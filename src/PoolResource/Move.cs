namespace PoolResource;

/// <summary>What happens to one lock file: it is made (no From), goes elsewhere, gets new content, or is gone (no To).</summary>
/// <param name="From">Where the lock stands.</param>
/// <param name="To">Where it stands afterwards.</param>
/// <param name="Content">Its new bytes; null keeps the bytes and the mode it has.</param>
public sealed record Move(Lock? From, Lock? To, ReadOnlyMemory<byte>? Content = null);
