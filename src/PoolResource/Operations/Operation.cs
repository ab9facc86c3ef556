namespace PoolResource.Operations;

/// <summary>What a put asks for: a rule over the pools at one commit, without git and without a clock.</summary>
public abstract record Operation(PoolName Pool)
{
    /// <summary>What is being done, for a sentence: "acquire a lock of pool aws".</summary>
    public abstract string Purpose { get; }

    /// <summary>Whether the operation may begin on a repository or branch that does not exist yet.</summary>
    public virtual bool StartsBranch => false;

    /// <summary>How much of the branch's history the rule looks at.</summary>
    public virtual Past Needs => Past.None;

    /// <summary>Decides what to do about the pools as they are.</summary>
    /// <exception cref="PoolException">Waiting would not help: the user has to change something.</exception>
    public abstract Outcome Attempt(Pools pools);
}
