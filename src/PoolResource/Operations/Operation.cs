namespace PoolResource.Operations;

/// <summary>What a put asks for: a rule over the pools at one commit, without git and without a clock.</summary>
public abstract record Operation(PoolName Pool)
{
    /// <summary>What is being done, for a sentence: "acquire a lock of pool aws".</summary>
    public abstract string Purpose { get; }

    /// <summary>Whether the operation may begin on a repository or branch that does not exist yet.</summary>
    public virtual bool StartsBranch => false;

    /// <summary>Whether a lock is given back, which others wait for: a host that fails is borne longer.</summary>
    public virtual bool GivesBack => false;

    /// <summary>Whether the build was handed a claim, to which the host has answered before.</summary>
    public virtual bool FollowsClaim => false;

    /// <summary>The name under which the build may hold a lock by an earlier run of the same put.</summary>
    public virtual Alias? HeldAs => null;

    /// <summary>The operation on a lock that is known by its name alone, whoever holds it; null for every other.</summary>
    /// <param name="pools">The pools as they are.</param>
    public virtual NamedLockOperation? ByName(Pools pools) => null;

    /// <summary>The claims of this build that it finds by a name in the pools as they are; null when it looks for none.</summary>
    public virtual IReadOnlyList<CommitId>? ClaimsFoundIn(Pools pools) => null;

    /// <summary>What the operation waits for in the line of its pool; null when it does not stand in a line.</summary>
    public virtual Wish? Wish => null;

    /// <summary>The operation on the lock that the line has given to it.</summary>
    /// <param name="given">A free lock that suits <see cref="Wish"/>.</param>
    public virtual Operation On(LockName given) => this;

    /// <summary>How much of the branch's history the rule looks at.</summary>
    public virtual RequiredHistory Needs => RequiredHistory.None;

    /// <summary>Decides what to do about the pools as they are.</summary>
    /// <exception cref="PoolException">Waiting would not help: the user has to change something.</exception>
    public abstract Outcome Decide(Pools pools);
}
