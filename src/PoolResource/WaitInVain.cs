namespace PoolResource;

/// <summary>What stood in the way of whoever did not get a lock in the time that was given for it.</summary>
/// <param name="What">What was waited for, as it follows "waiting for".</param>
/// <param name="Held">How many locks are held that stand in the way.</param>
/// <param name="Holders">Who holds them, one line each, as far as that is known.</param>
public sealed record WaitInVain(string What, int Held, IReadOnlyList<string> Holders)
{
    /// <summary>What else there is to know of the pool, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>How many others stand in the line for it.</summary>
    public int Others { get; init; }
}
