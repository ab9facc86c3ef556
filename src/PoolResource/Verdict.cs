namespace PoolResource;

/// <summary>What can be told of the build that holds a lock.</summary>
public abstract record Verdict
{
    /// <summary>The same, as the end of a sentence: "its build still runs (started)".</summary>
    public abstract string Described { get; }
}

/// <summary>The build is pending, or runs.</summary>
/// <param name="Status">Concourse's word: <c>pending</c> or <c>started</c>.</param>
public sealed record Alive(string Status) : Verdict
{
    public override string Described => $"its build still runs ({Status})";
}

/// <summary>The build has ended.</summary>
/// <param name="HasSucceeded">Whether it did what it should: it may have handed its lock on.</param>
/// <param name="Status">Concourse's word: <c>succeeded</c>, <c>failed</c>, <c>errored</c> or <c>aborted</c>.</param>
/// <param name="EndedAt">When, by Concourse's clock; null where it does not say.</param>
public sealed record Over(bool HasSucceeded, string Status, DateTimeOffset? EndedAt) : Verdict
{
    public override string Described => $"its build is over ({Status})";
}

/// <summary>Concourse knows the build no more: its pipeline or its job was destroyed.</summary>
public sealed record Gone : Verdict
{
    public override string Described => "its build is gone";
}

/// <summary>Nothing can be told of the build.</summary>
/// <param name="Why">Why, as the end of a sentence.</param>
/// <param name="IsAnswered">
/// Whether that is an answer: no build is named, or it is another cluster's, or hidden. Otherwise Concourse did not answer, or
/// not as it should, and may tell the next time.
/// </param>
public sealed record CannotTell(string Why, bool IsAnswered) : Verdict
{
    public override string Described => $"it cannot be told whether its build still runs: {Why}";
}
