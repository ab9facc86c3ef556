using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>A lock did not become free in the time that was given for it.</summary>
/// <param name="sentence">For whoever waited.</param>
public sealed class WaitInVain(string sentence) : PoolException(sentence)
{
    /// <summary>What was waited for.</summary>
    public required Busy Busy { get; init; }

    /// <summary>Who holds what stands in the way, one line each; none where that is not known.</summary>
    public required IReadOnlyList<string> Holders { get; init; }

    /// <summary>The place in the line at the last look; null where none was looked at.</summary>
    public PlaceSeen? Place { get; init; }
}
