namespace PoolResource.Git;

/// <summary>What is asked of a lock's past: the newest commit in which …</summary>
internal enum LockQuestion
{
    /// <summary>… it came where it stands.</summary>
    Arrived,

    /// <summary>… it came, or which touches it and names a claim.</summary>
    Claimed,
}

/// <summary>
/// One walk backwards through the branch that tells for many locks, wherever they stand, in which commit each became
/// what it is. It looks inside a directory only where its id is not the parent's, stops when all locks are answered,
/// and goes on where it stopped when more of history has been fetched.
/// </summary>
/// <param name="objects">What is here of the branch.</param>
/// <param name="question">What is asked of each.</param>
internal sealed class LockWalk(GitObjects objects, LockQuestion question)
{
    private readonly Dictionary<CommitId, HashSet<Lock>> open = [];
    private readonly Dictionary<CommitId, HashSet<Lock>> stuck = [];
    private readonly Dictionary<Lock, CommitId> answers = [];
    private readonly Dictionary<CommitId, DateTimeOffset> times = [];
    private StateDirectories directories = new(objects, []);
    private Answers? known;

    /// <summary>Whether locks are left that only history tells of which is not here.</summary>
    public bool LacksHistory => stuck.Count > 0;

    /// <summary>What was found: for each lock a commit.</summary>
    public IReadOnlyDictionary<Lock, CommitId> Found => answers;

    /// <summary>Begins at a tip, in which all these locks stand.</summary>
    /// <param name="tip">The tip.</param>
    /// <param name="locks">The locks.</param>
    /// <param name="earlier">What a walk from an earlier tip has found.</param>
    public LockWalk From(CommitId tip, IEnumerable<Lock> locks, Answers? earlier)
    {
        HashSet<Lock> all = [.. locks];
        directories = new StateDirectories(objects, [.. all.Select(one => new StateDirectory(one.Pool, one.State)).Distinct()]);
        known = earlier;
        Add(tip, all);
        return this;
    }

    /// <summary>Goes as far as history is here.</summary>
    public void Go(CancellationToken stop)
    {
        foreach (var (commit, locks) in stuck)
        {
            Add(commit, locks);
        }

        stuck.Clear();
        while (open.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            var commit = Next();
            open.Remove(commit, out var locks);
            Pass(commit, locks!);
        }
    }

    private void Pass(CommitId commit, HashSet<Lock> locks)
    {
        if (commit == known?.Tip)
        {
            Answer(locks.Where(known.Found.ContainsKey).ToList(), one => known.Found[one]);
        }

        if (locks.Count == 0)
        {
            return;
        }

        if (objects.IsBoundary(commit))
        {
            Gather(stuck, commit, locks);
            return;
        }

        var changes = objects.Parents(commit).Select(parent => (parent, Changes: Changes(commit, parent, locks))).ToList();
        if (changes.Count > 0)
        {
            Answer(Deciding(commit, locks, [.. changes.Select(one => one.Changes)]), _ => commit);
        }

        // A lock is followed to the first parent in which it is; where there is none, this is the commit.
        foreach (var (parent, changed) in changes)
        {
            var others = changed.Where(one => !one.Value).Select(one => one.Key).Where(locks.Contains).ToHashSet();
            locks.ExceptWith(others);
            Add(parent, locks);
            locks = others;
        }

        Answer([.. locks], _ => commit);

        void Answer(List<Lock> told, Func<Lock, CommitId> answer)
        {
            foreach (var one in told)
            {
                answers[one] = answer(one);
                locks.Remove(one);
            }
        }
    }

    // What a commit says counts where it touches the lock, although that stood there before.
    private List<Lock> Deciding(CommitId commit, HashSet<Lock> locks, List<Dictionary<Lock, bool>> changes)
    {
        if (question == LockQuestion.Arrived)
        {
            return [];
        }

        var touched = changes[0].Keys.Where(one => changes.TrueForAll(among => among.ContainsKey(one)));
        var spoken = objects.SpokenOf(commit) is { } held ? [held] : Array.Empty<Lock>();
        return [.. touched.Concat(spoken).Where(one => locks.Contains(one) && objects.Describe(commit).About(one) is not null)];
    }

    // The locks that are not the same in a parent, and whether they are there at all.
    private Dictionary<Lock, bool> Changes(CommitId commit, CommitId parent, HashSet<Lock> locks)
    {
        var changes = new Dictionary<Lock, bool>();
        foreach (var (directory, item, isThere) in directories.Beyond(commit, parent))
        {
            if (item.IsText && LockName.TryParse(item.Name, out var name) && new Lock(directory.Pool, directory.State, name) is var one && locks.Contains(one))
            {
                changes.TryAdd(one, isThere);
            }
        }

        return changes;
    }

    private void Add(CommitId commit, HashSet<Lock> locks)
    {
        if (locks.Count > 0)
        {
            Gather(open, commit, locks);
        }
    }

    private static void Gather(Dictionary<CommitId, HashSet<Lock>> places, CommitId commit, HashSet<Lock> locks)
    {
        if (!places.TryAdd(commit, locks))
        {
            places[commit].UnionWith(locks);
        }
    }

    // Where history forks, the newest first: locks that went different ways meet again at the fork.
    private CommitId Next() => open.Count == 1 ? open.Keys.First() : open.Keys.MaxBy(TimeOf)!;

    private DateTimeOffset TimeOf(CommitId commit)
    {
        if (!times.TryGetValue(commit, out var time))
        {
            times.Add(commit, time = objects.Describe(commit).When);
        }

        return time;
    }
}
