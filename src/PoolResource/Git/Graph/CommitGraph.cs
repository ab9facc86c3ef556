using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>Questions about the branch's past, answered from what is here of it; fetches nothing.</summary>
/// <param name="objects">What is here.</param>
public sealed class CommitGraph(GitObjects objects)
{
    /// <summary>What is here.</summary>
    public GitObjects Objects => objects;

    /// <summary>What is known already of the claims by which locks are held; null for nothing.</summary>
    internal Answers? Learned { get; set; }

    /// <summary>The pools as they are in a commit; none at all before the first commit.</summary>
    public Pools Pools(CommitId? commit) =>
        new CommitPools(commit, commit is null ? null : objects.Tree(commit), objects, new ClaimHistory(this));

    /// <summary>What is not as it should be in the pools of a commit.</summary>
    public IReadOnlyList<BranchFault> FaultsIn(CommitId commit) => new BranchFaults(objects.Trees).In(objects.Tree(commit));

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

    /// <summary>Whether there is a merge among the commits between another commit and the branch's tip.</summary>
    public bool HasMergesSince(CommitId known, CommitId tip)
    {
        Walk(tip, [known], out var merged);
        return merged;
    }

    /// <summary>Whether a commit is the tip or one of its ancestors.</summary>
    public bool Contains(CommitId tip, CommitId commit) => Ancestry(tip).Contains(commit);

    /// <summary>Whether a path in a commit is not what it is in any of its parents, or the commit speaks of a lock there and does not only renew its claim.</summary>
    public bool Touches(CommitId commit, string path) =>
        !objects.IsBoundary(commit)
        && (objects.Parents(commit) is { Count: > 0 } parents
            ? parents.All(parent => !IsSame(commit, parent, path))
            : objects.Entry(commit, path) is not null)
        || SpeaksOf(commit, path);

    /// <summary>
    /// The newest commit, from one backwards, that touches a path (see <see cref="Touches"/>); of several on different
    /// lines one that none of the others contains, on the first parent's line where it can be.
    /// </summary>
    /// <returns>What was found, and whether it was not because history ends here.</returns>
    public (CommitId? Found, bool Boundary) NewestTouching(CommitId from, string path)
    {
        var (open, lacks) = (new HashSet<CommitId> { from }, false);
        IReadOnlyDictionary<CommitId, int>? order = null;
        while (open.Count > 0)
        {
            var commit = open.Count == 1 ? open.First() : open.MaxBy(one => (order ??= Order(from))[one])!;
            open.Remove(commit);
            var parents = objects.Parents(commit);
            if (objects.IsBoundary(commit))
            {
                lacks = true;
            }
            else if (parents.Count == 0 ? objects.Entry(commit, path) is not null : parents.All(parent => !IsSame(commit, parent, path)) || SpeaksOf(commit, path))
            {
                return (commit, lacks);
            }
            else
            {
                open.UnionWith(parents.Where(parent => IsSame(commit, parent, path)));
            }
        }

        return (null, lacks);
    }

    /// <summary>Whether a commit takes a held lock away or names a claim of it; an edit of its file that names none does not.</summary>
    public bool ChangesHands(CommitId commit, Lock held) =>
        Touches(commit, held.Path)
        && (objects.Entry(commit, held.Path) is null
            || objects.Parents(commit).All(parent => objects.Entry(parent, held.Path) is null)
            || objects.Describe(commit).About(held) is not null);

    /// <summary>Whether a commit renews the claim of a held lock, and does nothing else.</summary>
    public bool Renews(CommitId commit, Lock held) => objects.SpokenOf(commit) == held && objects.Describe(commit).Renewing(held) is not null;

    /// <summary>The commit that says by whose claim a lock is held, as far as history is here.</summary>
    public CommitId? ClaimingHere(CommitId from, Lock held) => ClaimHere(from, held).Found.GetValueOrDefault(held);

    /// <summary>The same, with the commits that renew the claim.</summary>
    internal Answers ClaimHere(CommitId from, Lock held)
    {
        if (Learned is { } answers && answers.Tip == from && (answers.Found.ContainsKey(held) || answers.Left.Contains(held)))
        {
            return answers;
        }

        var walk = ClaimsOf(from, [held]);
        walk.Go(CancellationToken.None);
        return walk.Answers;
    }

    /// <summary>The claim by which a lock is held, as the commits tell that a search has found; it found one for the lock.</summary>
    public StandingClaim ClaimBy(Lock held, Answers found) => new ClaimHistory(this).ClaimBy(held, found.Found[held], found.RenewalsOf(held));

    /// <summary>A walk to the commits that say by whose claim locks are held.</summary>
    internal LockWalk ClaimsOf(CommitId tip, IEnumerable<Lock> held) => new LockWalk(objects, LockQuestion.Claimed).From(tip, held, Learned);

    /// <summary>
    /// A place for each commit of a branch, lower than that of every descendant; of the lines that meet in a merge those
    /// of the first parent's are the higher.
    /// </summary>
    public IReadOnlyDictionary<CommitId, int> Order(CommitId tip) =>
        Walk(tip, [], out _, isFirstLast: true).Select((commit, place) => (commit, place)).ToDictionary();

    /// <summary>A commit and all its ancestors.</summary>
    public IEnumerable<CommitId> Ancestry(CommitId tip)
    {
        var seen = new HashSet<CommitId> { tip };
        var open = new Queue<CommitId>([tip]);
        while (open.TryDequeue(out var commit))
        {
            yield return commit;
            foreach (var parent in objects.Parents(commit).Where(seen.Add))
            {
                open.Enqueue(parent);
            }
        }
    }

    private bool SpeaksOf(CommitId commit, string path) =>
        objects.SpokenOf(commit) is { } held
        && (held.Path == path || held.Path.StartsWith($"{path}/", StringComparison.Ordinal))
        && objects.Describe(commit).Renewing(held) is null;

    // A directory is looked into only where it is not the same: that of the locks may be large.
    private bool IsSame(CommitId commit, CommitId parent, string path) =>
        (path.LastIndexOf('/') is > 0 and var slash
            && path[..slash] is var directory
            && objects.Entry(commit, directory) == objects.Entry(parent, directory))
        || objects.Entry(commit, path) == objects.Entry(parent, path);

    private List<CommitId> Walk(CommitId tip, HashSet<CommitId> seen, out bool merged, bool isFirstLast = false)
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
                var parents = objects.Parents(next.Commit);
                merged |= parents.Count > 1;
                open.Push((next.Commit, true));
                foreach (var parent in isFirstLast ? parents : parents.Reverse())
                {
                    open.Push((parent, false));
                }
            }
        }

        return ordered;
    }
}
