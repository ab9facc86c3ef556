namespace PoolResource;

/// <summary>Who moves locks and says so in the commits: a build, or a person at a terminal.</summary>
public abstract record Actor
{
    /// <summary>What a commit's subject begins with; null for nothing.</summary>
    public virtual string? Title => null;

    /// <summary>How it is called in a sentence that is said to it: "was claimed by …".</summary>
    public abstract string Self { get; }
}
