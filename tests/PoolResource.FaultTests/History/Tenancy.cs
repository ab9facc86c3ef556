namespace PoolResource.FaultTests.History;

/// <summary>A claim from the commit that took the lock to the commit that ended it.</summary>
/// <param name="Lock">The lock.</param>
/// <param name="Taken">The commit that took it.</param>
internal sealed record Tenancy(string Lock, Commit Taken)
{
    private readonly List<string> commits = [Taken.Id];
    private readonly List<string> claimIds = [.. Taken.ClaimId is { } id ? [id] : Array.Empty<string>()];

    private readonly List<(int Commit, DateTimeOffset Until)> leases = [];
    private readonly List<(int Commit, string Pool)> pools = [];

    /// <summary>Whether no commit that was made by hand is among those by which it is held.</summary>
    public bool IsToldByBuilds { get; private set; } = !Taken.IsByHand;

    /// <summary>The commit that ended it; null while it stands.</summary>
    public Commit? Ended { get; private set; }

    /// <summary>The commit by which it was last taken, or made a later run's own.</summary>
    public Commit Own { get; private set; } = Taken;

    /// <summary>The build, by its page.</summary>
    public string? Build => Taken.Build;

    /// <summary>Whether a commit is one of those by which the lock was taken and is held.</summary>
    public bool Has(string? commit) => commit is not null && commits.Contains(commit);

    /// <summary>Whether the claim goes, or went, by an id.</summary>
    public bool IsCalled(string? claimId) => claimId is not null && (claimIds.Contains(claimId) || commits.Contains(claimId));

    /// <summary>Whether the lock is held by it in a commit of the branch.</summary>
    public bool StandsIn(int commit) => Taken.Number <= commit && (Ended is null || commit < Ended.Number);

    /// <summary>Takes notice of where it begins.</summary>
    public void Begin(LockMove move) => Stand(move.Commit, move.To!);

    /// <summary>Takes notice of what a commit did to the lock.</summary>
    public void Go(LockMove move)
    {
        IsToldByBuilds &= !move.Commit.IsByHand;
        if (move.To is { IsClaimed: true })
        {
            Stand(move.Commit, move.To);
            commits.Add(move.Commit.Id);
        }
        else
        {
            Ended = move.Commit;
        }
    }

    /// <summary>Takes notice of a commit by which a later run of the same put makes the claim its own.</summary>
    public void Continue(Commit commit)
    {
        Note(commit);
        commits.Add(commit.Id);
        claimIds.Add(commit.ClaimId!);
        Own = commit;
    }

    /// <summary>Takes notice of a commit by which its lease runs until another time.</summary>
    public void Renew(Commit commit) => Note(commit);

    /// <summary>Until when it is leased as of a commit; null for no lease.</summary>
    public DateTimeOffset? LeaseIn(int commit) => leases.LastOrDefault(one => one.Commit <= commit) is { Commit: > 0 } last ? last.Until : null;

    /// <summary>Where the lock is held by it in a commit; null where it is not.</summary>
    public string? PoolIn(int commit) => StandsIn(commit) ? pools.LastOrDefault(one => one.Commit <= commit).Pool : null;

    private void Stand(Commit commit, Place place)
    {
        Note(commit);
        pools.Add((commit.Number, place.Pool));
    }

    private void Note(Commit commit)
    {
        if (commit.LeaseUntil is { } until)
        {
            leases.Add((commit.Number, until));
        }
    }

    public override string ToString() => $"the claim of {Lock} by {Build} in {Taken}";
}
