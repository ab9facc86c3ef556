namespace PoolResource;

/// <summary>What became of a claim. With neither a standing claim nor an ending, its commit is not in the branch.</summary>
/// <param name="Standing">The claim as it stands, in whatever pool its lock is now; null when it is over.</param>
/// <param name="Ending">How it ended.</param>
public sealed record ClaimStatus(StandingClaim? Standing, Ending? Ending = null)
{
    /// <summary>The claim's commit is not in the branch: nothing can be told of it.</summary>
    public static ClaimStatus Unfound { get; } = new(null, null);

    /// <summary>
    /// Whether only the holder's word is there for it: history was rewritten, and no commit says by whose claim the lock
    /// is held now.
    /// </summary>
    public bool IsByWord { get; init; }
}

/// <summary>How a claim ended.</summary>
/// <param name="From">Where it held the lock.</param>
/// <param name="To">Where the lock went, which is the same place when somebody else took it over; null when it was taken out.</param>
/// <param name="By">Who ended it.</param>
/// <param name="Last">Who changed hands there last since.</param>
public sealed record Ending(Lock From, Lock? To, Holder By, Holder Last)
{
    /// <summary>Why, where that commit says so.</summary>
    public string? Reason { get; init; }

    /// <summary>Who ended it, when, where and why, in a sentence.</summary>
    public string ByWhom => $"{By.Describe("at")}{(Reason is null ? "" : $", for: {Reason}")}";

    /// <summary>The end by a commit.</summary>
    /// <param name="facts">What the commit says.</param>
    /// <param name="from">Where the claim held the lock.</param>
    /// <param name="to">Where the lock went.</param>
    internal static Ending Of(CommitFacts facts, Lock from, Lock? to)
    {
        var message = facts.Doing(from);
        var by = facts.HolderBy(message);
        return new Ending(from, to, by, by) { Reason = message.Reason };
    }

    /// <summary>What was done to the lock, as it follows "was already".</summary>
    public string Verb => To switch
    {
        null => "removed",
        _ when To == From => "taken over",
        _ when To.Pool == From.Pool => "released",
        _ when To.Pool == From.Pool.Lifecycle => "recycled",
        _ when To.Pool.Lifecycle == From.Pool => "restored",
        _ => $"moved to {To.Pool} ({To.State})",
    };
}
