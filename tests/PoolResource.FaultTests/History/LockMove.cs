namespace PoolResource.FaultTests.History;

/// <summary>Where a lock stands.</summary>
internal sealed record Place(string Pool, string State)
{
    public bool IsClaimed => State == "claimed";

    /// <summary>The pool a lock belongs to, also while it is being cleaned.</summary>
    private string Home => Pool.EndsWith("-lifecycle", StringComparison.Ordinal) ? Pool[..^"-lifecycle".Length] : Pool;

    /// <summary>What a lock is known by: a pool and its lifecycle pool have only one of a name between them.</summary>
    public (string Home, string Lock) Of(string name) => (Home, name);

    /// <summary>Reads POOL/STATE/LOCK.</summary>
    public static Place At(string path)
    {
        var directory = Path.GetDirectoryName(path)!;
        return new Place(Path.GetDirectoryName(directory)!, Path.GetFileName(directory));
    }

    public override string ToString() => $"{Pool}/{State}";
}

/// <summary>What a commit did to the one lock it is about.</summary>
/// <param name="Commit">The commit.</param>
/// <param name="Lock">The lock.</param>
/// <param name="From">Where it stood; null when it is new.</param>
/// <param name="To">Where it stands; null when it is gone.</param>
internal sealed record LockMove(Commit Commit, string Lock, Place? From, Place? To)
{
    /// <summary>Reads a commit's changes; null when they are not exactly one lock's.</summary>
    public static LockMove? In(Commit commit)
    {
        var names = commit.Changes.Select(change => Path.GetFileName(change.Path)).Distinct().ToList();
        var before = commit.Changes.Where(change => change.Status is 'D' or 'M').ToList();
        var after = commit.Changes.Where(change => change.Status is 'A' or 'M').ToList();
        if (names.Count != 1 || before.Count > 1 || after.Count > 1)
        {
            return null;
        }

        var move = new LockMove(commit, names[0], PlaceOf(before), PlaceOf(after));
        var keepsContent = move.From is null || move.To is null || before[0].Before == after[0].After;
        return keepsContent == (move.From is null || move.From != move.To) ? move : null;
    }

    /// <summary>Whether the commit's message says what the commit does.</summary>
    public bool IsAsSaid => (Commit.Lock == Lock) && (Commit.Verb, From, To) switch
    {
        ("claiming", { State: "unclaimed" }, { State: "claimed" }) => From.Pool == Commit.Pool && To.Pool == Commit.Pool,
        ("unclaiming", { State: "claimed" }, { State: "unclaimed" }) => From.Pool == Commit.Pool && To.Pool == Commit.Pool,
        ("updating", not null, not null) => From == To && From.Pool == Commit.Pool,
        ("removing", not null, null) => From.Pool == Commit.Pool,
        ("adding unclaimed", null, { State: "unclaimed" }) => To.Pool == Commit.Pool,
        ("adding claimed", null, { State: "claimed" }) => To.Pool == Commit.Pool,
        ("recycling", { State: "claimed" }, { State: "unclaimed" }) => From.Pool == Commit.Pool && To.Pool == $"{From.Pool}-lifecycle",
        ("restoring", { State: "claimed" }, { State: "unclaimed" }) => From.Pool == Commit.Pool && From.Pool == $"{To.Pool}-lifecycle",
        ("moving", not null, not null) => From.Pool == Commit.Pool && From != To && Commit.To == $"{To}",
        _ => false,
    };

    private static Place? PlaceOf(List<FileChange> changes) => changes.Count == 0 ? null : Place.At(changes[0].Path);
}
