namespace PoolResource.FaultTests.History;

/// <summary>A claim from the commit that took the lock to the commit that ended it.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Taken">The commit that took it.</param>
internal sealed record Tenancy(string Lock, Commit Taken)
{
    private readonly List<string> commits = [Taken.Id];

    /// <summary>The commit that ended it; null while it stands.</summary>
    public Commit? Ended { get; private set; }

    public string? BuildId => Taken.BuildId;

    /// <summary>Whether a commit is one of those by which the lock was taken and is held.</summary>
    public bool Has(string? commit) => commit is not null && commits.Contains(commit);

    /// <summary>Whether the lock is held by it in a commit of the branch.</summary>
    public bool StandsIn(int commit) => Taken.Number <= commit && (Ended is null || commit < Ended.Number);

    /// <summary>Takes notice of what a commit did to the lock.</summary>
    public void Go(LockMove move)
    {
        if (move.To is { IsClaimed: true })
        {
            commits.Add(move.Commit.Id);
        }
        else
        {
            Ended = move.Commit;
        }
    }

    public override string ToString() => $"the claim of {Lock} by build {BuildId} in {Taken}";
}
