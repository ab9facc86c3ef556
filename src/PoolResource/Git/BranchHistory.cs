namespace PoolResource.Git;

/// <summary>Questions about the branch's past; history is brought in growing steps, and only as far as the answer is.</summary>
public sealed class BranchHistory(PoolBranch branch)
{
    // Commits to bring before looking again. Whoever asks is content with recent history or wants all of it.
    private static readonly string[] Steps = ["--deepen=50", "--deepen=500", "--deepen=5000", "--deepen=50000", "--unshallow"];

    /// <summary>How many steps to go when the answer is only for a line in the log: about 550 commits.</summary>
    public const int RecentSteps = 2;

    /// <summary>All of history.</summary>
    public static int AllSteps => Steps.Length;

    private GitObjects Objects => branch.Objects;

    /// <summary>
    /// The newest commit, from one backwards, in which a path is not what it is in any of its parents, or which speaks
    /// of a lock there without changing a file (see <see cref="GitObjects.SpokenOf"/>).
    /// </summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="path">A path in the branch.</param>
    /// <param name="steps">How far to go beyond what is here: <see cref="RecentSteps"/> or <see cref="AllSteps"/>.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>Null when there is none as far as was looked.</returns>
    public Task<CommitId?> NewestTouchingAsync(CommitId from, string path, int steps, CancellationToken stop) =>
        SearchAsync(() => SearchTouching(from, path), steps, stop);

    /// <summary>
    /// The newest commit, from one backwards, that says by whose claim a lock is held: it brought the lock there, or
    /// it names a claim. An edit of its file that names none does not.
    /// </summary>
    /// <param name="from">A commit in which the lock is held.</param>
    /// <param name="held">The lock.</param>
    /// <param name="steps">How far to go beyond what is here.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>Null when there is none as far as was looked.</returns>
    public Task<CommitId?> ClaimingAsync(CommitId from, Lock held, int steps, CancellationToken stop) =>
        SearchAsync(() => SearchClaiming(from, held), steps, stop);

    /// <summary>Like <see cref="ClaimingAsync"/>, as far as history is here.</summary>
    public CommitId? ClaimingHere(CommitId from, Lock held) => SearchClaiming(from, held).Found;

    /// <summary>The newest commit, from one backwards, in which something stands at a path, and in none of its parents.</summary>
    /// <param name="from">A commit in which something stands there.</param>
    /// <param name="path">A path in the branch.</param>
    /// <param name="steps">How far to go beyond what is here; 0 for not at all.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>Null when there is none as far as was looked.</returns>
    public Task<CommitId?> ArrivalAsync(CommitId from, string path, int steps, CancellationToken stop) =>
        SearchAsync(() => Search(from, commit => Objects.Entry(commit, path) is null ? null : path, _ => false), steps, stop);

    private async Task<CommitId?> SearchAsync(Func<(CommitId? Found, bool Boundary)> search, int steps, CancellationToken stop)
    {
        for (var step = 0; ; step++)
        {
            var (found, boundary) = search();
            if (!boundary || step == steps)
            {
                return found;
            }

            await branch.FetchAsync(stop, Steps[step]);
        }
    }

    /// <summary>
    /// Brings the branch: what came since the last time, or its newest 50 commits, which travel almost as fast as the
    /// newest alone and mostly tell what is asked.
    /// </summary>
    /// <returns>False when there is no such branch.</returns>
    public Task<bool> BringRecentAsync(CancellationToken stop) => branch.FetchAsync(stop, Objects.IsEmpty ? ["--depth=50"] : []);

    /// <summary>Brings a commit with its parents, and all that came after it in the branch.</summary>
    /// <returns>False when the branch does not contain it.</returns>
    public async Task<bool> BringSinceAsync(CommitId known, CancellationToken stop) =>
        await BringAsync(known, stop) && await CompleteAsync(known, stop);

    /// <summary>
    /// Brings the branch and, where the host has it, a commit with its parents and what came after it. Mostly the
    /// commit is the tip, and one fetch is enough. If not, the boundary behind the tip has to go, since it would hide
    /// what lies between the two.
    /// </summary>
    /// <returns>False when there is no such branch.</returns>
    public async Task<bool> BringAsync(CommitId known, CancellationToken stop)
    {
        if (Objects.IsEmpty || !Objects.Has(known))
        {
            if (!Objects.IsEmpty)
            {
                branch.Restart();
            }

            if (!await branch.FetchTipAndAsync(known, stop))
            {
                return await DeepenToAsync(known, stop);
            }

            if (Objects.Tip == known)
            {
                return true;
            }

            Objects.StartAt(known);
        }

        return await branch.FetchAsync(stop);
    }

    /// <summary>
    /// Brings what is still missing to tell what came after a commit, once the branch is here: a side branch merged
    /// since may be older than the commit, and only all of history tells what of it the commit contains.
    /// </summary>
    /// <returns>False when the branch does not contain the commit.</returns>
    public async Task<bool> CompleteAsync(CommitId known, CancellationToken stop)
    {
        if (!Objects.Has(known) || !Contains(Objects.Tip, known))
        {
            return false;
        }

        Walk(Objects.Tip, [known], out var merged);
        if (merged && Objects.IsShallow)
        {
            await branch.FetchAsync(stop, Steps[^1]);
        }

        return true;
    }

    // For hosts that give out branches only, and for commits that nobody has.
    private async Task<bool> DeepenToAsync(CommitId known, CancellationToken stop)
    {
        var found = await branch.FetchAsync(stop, "--depth=2");
        foreach (var step in found ? Steps : [])
        {
            if (Objects.Has(known) || !Objects.IsShallow)
            {
                break;
            }

            await branch.FetchAsync(stop, step);
        }

        return found;
    }

    /// <summary>The commits of a branch that another commit does not contain, parents before children.</summary>
    /// <param name="known">The other commit; null for all of the branch that is here.</param>
    /// <param name="tip">The branch.</param>
    public IReadOnlyList<CommitId> Since(CommitId? known, CommitId tip)
    {
        if (known is null)
        {
            return Walk(tip, [], out _);
        }

        // Without a merge on the way nothing older than the known commit can be reached.
        var ordered = Walk(tip, [known], out var merged);
        return merged ? Walk(tip, [.. Ancestry(known)], out _) : ordered;
    }

    /// <summary>Whether a commit is the tip or one of its ancestors, as far as history is here.</summary>
    public bool Contains(CommitId tip, CommitId commit) => Ancestry(tip).Contains(commit);

    /// <summary>Whether a path in a commit is not what it is in any of its parents, or the commit speaks of a lock there.</summary>
    public bool Touches(CommitId commit, string path) =>
        !Objects.IsBoundary(commit)
        && Objects.Entry(commit, path) is var entry
        && (Objects.Parents(commit) is { Count: > 0 } parents
            ? parents.All(parent => Objects.Entry(parent, path) != entry)
            : entry is not null)
        || SpeaksOf(commit, path);

    private bool SpeaksOf(CommitId commit, string path) =>
        Objects.SpokenOf(commit) is { } held
        && (held.Path == path || held.Path.StartsWith($"{path}/", StringComparison.Ordinal));

    private (CommitId? Found, bool Boundary) SearchTouching(CommitId from, string path) =>
        Search(from, commit => Objects.Entry(commit, path), commit => SpeaksOf(commit, path));

    private (CommitId? Found, bool Boundary) SearchClaiming(CommitId from, Lock held) => Search(
        from,
        commit => Objects.Entry(commit, held.Path) is null ? null : held.Path,
        commit => Touches(commit, held.Path) && Objects.Describe(commit).Message.ClaimId is not null);

    private (CommitId? Found, bool Boundary) Search(
        CommitId from, Func<CommitId, string?> look, Func<CommitId, bool> isWanted)
    {
        var commit = from;
        while (!Objects.IsBoundary(commit))
        {
            var entry = look(commit);
            var parents = Objects.Parents(commit);
            if (parents.Count == 0)
            {
                return (entry is null ? null : commit, false);
            }

            if (parents.FirstOrDefault(parent => look(parent) == entry) is not { } same || isWanted(commit))
            {
                return (commit, false);
            }

            commit = same;
        }

        return (null, true);
    }

    private List<CommitId> Walk(CommitId tip, HashSet<CommitId> seen, out bool merged)
    {
        merged = false;
        var ordered = new List<CommitId>();
        var open = new Stack<(CommitId Commit, bool Entered)>([(tip, false)]);
        while (open.TryPop(out var next))
        {
            if (next.Entered)
            {
                ordered.Add(next.Commit);
            }
            else if (seen.Add(next.Commit))
            {
                var parents = Objects.Parents(next.Commit);
                merged |= parents.Count > 1;
                open.Push((next.Commit, true));
                foreach (var parent in parents.Reverse())
                {
                    open.Push((parent, false));
                }
            }
        }

        return ordered;
    }

    private IEnumerable<CommitId> Ancestry(CommitId tip)
    {
        var seen = new HashSet<CommitId> { tip };
        var open = new Queue<CommitId>([tip]);
        while (open.TryDequeue(out var commit))
        {
            yield return commit;
            foreach (var parent in Objects.Parents(commit).Where(seen.Add))
            {
                open.Enqueue(parent);
            }
        }
    }
}
