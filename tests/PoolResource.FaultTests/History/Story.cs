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
        if (commit.Parents is not [var parent] || parent != Record.Commits[commit.Number - 1].Id)
        {
            Complain(Promise.NothingIsOverwritten, commit, "does not stand on the one before it");
        }

        if (LockMove.In(commit) is not { } move)
        {
            Complain(Promise.OneLockACommit, commit, $"changes {string.Join(", ", commit.Changes)}");
            return;
        }

        moves.Add(move);
        if (!move.IsAsSaid)
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
        CheckClaimId(move, continues: tenancy is { Ended: null } ? tenancy.Taken.ClaimId : null);
        if (tenancy is null && move is { From: not { IsClaimed: true }, To.IsClaimed: true })
        {
            tenancy = new Tenancy(move.Lock, move.Commit);
            tenancies.Add(tenancy);
        }

        if (tenancy is { Ended: null } && to is { } kept)
        {
            held[kept] = tenancy;
        }
    }

    private void CheckClaimId(LockMove move, string? continues)
    {
        var id = move.Commit.ClaimId;
        var isRight = continues is not null ? id == continues
            : move.To is { IsClaimed: true } ? id is not null && tenancies.All(earlier => earlier.Taken.ClaimId != id)
            : id is null;
        if (!isRight)
        {
            Complain(Promise.OneLockACommit, move.Commit, $"has the Claim-Id {id}");
        }
    }

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
        violations.Add(new Violation(promise, commit.BuildId, $"{commit} {what}"));
}
