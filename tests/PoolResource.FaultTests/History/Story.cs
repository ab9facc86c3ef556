namespace PoolResource.FaultTests.History;

/// <summary>The branch retold: what each commit did to which lock, and who held what from when to when.</summary>
internal sealed class Story
{
    private readonly Dictionary<(string Home, string Lock), Place> standing;
    private readonly Dictionary<(string Home, string Lock), Tenancy> held = [];
    private readonly List<LockMove> moves = [];
    private readonly List<Tenancy> tenancies = [];
    private readonly List<Violation> violations = [];

    public Story(BranchRecord record)
    {
        Record = record;
        standing = record.FilesAtStart.Keys.ToDictionary(path => Place.At(path).Of(Path.GetFileName(path)), Place.At);
        foreach (var commit in record.Commits.Skip(1))
        {
            Tell(commit);
        }

        CheckSwaps();
        CheckTip();
    }

    public BranchRecord Record { get; }

    public IReadOnlyList<LockMove> Moves => moves;

    /// <summary>Every claim there ever was.</summary>
    public IReadOnlyList<Tenancy> Tenancies => tenancies;

    /// <summary>What is wrong with the branch itself.</summary>
    public IReadOnlyList<Violation> Violations => violations;

    private void Tell(Commit commit)
    {
        if (commit.IsRewrite)
        {
            return;
        }

        if (commit.Parents is not [var parent] || parent != Record.Commits[commit.Number - 1].Id)
        {
            Complain(Promise.NothingIsOverwritten, commit, "does not stand on the one before it");
        }

        if (commit is { Changes: [], Continues: not null })
        {
            Continue(commit);
            return;
        }

        if (commit is { Changes: [], Verb: "renewing" })
        {
            Renew(commit);
            return;
        }

        var parts = commit.Parts;
        if (parts.Sum(part => part.Changes.Count) != commit.Changes.Count)
        {
            Complain(Promise.OneLockACommit, commit, $"changes {string.Join(", ", commit.Changes)}");
        }

        foreach (var part in parts)
        {
            TellMove(part);
        }
    }

    private void TellMove(Commit commit)
    {
        if (LockMove.In(commit) is not { } move)
        {
            if (commit is { IsByHand: true, Changes: [] })
            {
                return;
            }

            Complain(Promise.OneLockACommit, commit, $"changes {string.Join(", ", commit.Changes)}");
            return;
        }

        moves.Add(move);
        if (!move.IsAsSaid && !commit.IsByHand)
        {
            Complain(Promise.OneLockACommit, commit, $"takes {move.Lock} from {move.From} to {move.To} (pool {commit.Pool})");
        }

        var from = move.From?.Of(move.Lock);
        var to = move.To?.Of(move.Lock);
        var stood = to is { } key ? standing.GetValueOrDefault(key) : null;
        if (to != from ? stood is not null : stood is not null && stood != move.From)
        {
            Complain(Promise.OnePlace, commit, $"makes a second {move.Lock}, which stands at {stood}");
        }

        Apply(move, from, to);
    }

    private void Apply(LockMove move, (string, string)? from, (string, string)? to)
    {
        Tenancy? tenancy = null;
        if (from is { } left)
        {
            standing.Remove(left);
            held.Remove(left, out tenancy);
        }

        if (to is { } reached)
        {
            standing[reached] = move.To!;
        }

        tenancy?.Go(move);
        if (!move.Commit.IsByHand)
        {
            CheckClaimId(move, tenancy is { Ended: null } ? tenancy : null);
        }

        if (tenancy is null && move is { From: not { IsClaimed: true }, To.IsClaimed: true })
        {
            tenancy = new Tenancy(move.Lock, move.Commit);
            tenancy.Begin(move);
            tenancies.Add(tenancy);
        }

        if (tenancy is { Ended: null } && to is { } kept)
        {
            held[kept] = tenancy;
        }
    }

    private void CheckClaimId(LockMove move, Tenancy? kept)
    {
        var id = move.Commit.ClaimId;
        var isRight = kept is not null ? kept.IsCalled(id)
            : move.To is { IsClaimed: true } ? IsNew(id)
            : id is null;
        if (!isRight)
        {
            Complain(Promise.OneLockACommit, move.Commit, $"has the Claim-Id {id}");
        }
    }

    // A commit that changes no file, by which a later run of a put makes the claim of an earlier one its own.
    private void Continue(Commit commit)
    {
        var tenancy = held.Values.FirstOrDefault(one => one.IsCalled(commit.Continues));
        if (tenancy is null || (tenancy.Build, tenancy.Taken.As) != (commit.Build, commit.As) || !IsNew(commit.ClaimId))
        {
            Complain(Promise.OneLockACommit, commit, $"continues {commit.Continues} as {commit.ClaimId}, and {tenancy?.ToString() ?? "no such claim stands"}");
        }

        tenancy?.Continue(commit);
    }

    // A commit that changes no file, by which a holder has the lease run on.
    private void Renew(Commit commit)
    {
        var tenancy = held.Values.FirstOrDefault(one => one.IsCalled(commit.ClaimId));
        if (tenancy is null || (tenancy.Build, tenancy.Lock) != (commit.Build, commit.Lock) || commit.LeaseUntil is null)
        {
            Complain(Promise.OneLockACommit, commit, $"renews {commit.ClaimId}, and {tenancy?.ToString() ?? "no such claim stands"}");
        }

        tenancy?.Renew(commit);
    }

    private bool IsNew(string? claimId) => claimId is not null && tenancies.All(earlier => !earlier.IsCalled(claimId));

    /// <summary>The mode and blob of a lock's file as a commit left it; null when it is nowhere.</summary>
    public string? ContentIn(int commit, string pool, string name) =>
        moves.LastOrDefault(move => move.Lock == name && move.Commit.Number <= commit && (move.From?.Pool == pool || move.To?.Pool == pool)) is { } last
            ? last.Commit.Changes.FirstOrDefault(change => change.Status != 'D')?.After
            : Record.FilesAtStart.GetValueOrDefault($"{pool}/unclaimed/{name}");

    private void CheckSwaps()
    {
        var expected = Record.Commits.Zip(Record.Commits.Skip(1), (before, after) => $"{before.Id} {after.Id}");
        foreach (var swap in Record.Swaps.Except(expected))
        {
            violations.Add(new Violation(Promise.NothingIsOverwritten, null, $"the branch went from {swap}"));
        }
    }

    private void CheckTip()
    {
        var differences = Record.FilesAtTip.Keys.Select(path => $"{Path.GetFileName(path)} at {Place.At(path)}").ToHashSet();
        differences.SymmetricExceptWith(standing.Select(one => $"{one.Key.Lock} at {one.Value}"));
        foreach (var one in differences)
        {
            violations.Add(new Violation(Promise.OnePlace, null, $"in the end, {one} does not follow from the commits"));
        }
    }

    private void Complain(string promise, Commit commit, string what) =>
        violations.Add(new Violation(promise, commit.Build, $"{commit} {what}"));
}
