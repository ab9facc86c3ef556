namespace PoolResource.Git;

/// <summary>What is asked of a lock's past: the newest commit in which …</summary>
internal enum LockQuestion
{
    /// <summary>… it came where it stands.</summary>
    Arrived,

    /// <summary>… it came, or got new content, or which speaks of it.</summary>
    Touched,

    /// <summary>… it came, or which touches it and names a claim.</summary>
    Claimed,
}

/// <summary>
/// One walk backwards through the branch that tells for many locks of one directory in which commit each became what
/// it is. It looks inside the directory only where its id is not the parent's, stops when all locks are answered, and
/// goes on where it stopped when more of history has been fetched.
/// </summary>
/// <param name="objects">What is here of the branch.</param>
/// <param name="directory">The directory.</param>
/// <param name="question">What is asked of each.</param>
internal sealed class LockWalk(GitObjects objects, StateDirectory directory, LockQuestion question)
{
    private readonly Dictionary<CommitId, HashSet<LockName>> open = [];
    private readonly Dictionary<CommitId, HashSet<LockName>> stuck = [];
    private readonly Dictionary<LockName, CommitId> answers = [];
    private readonly Dictionary<CommitId, DateTimeOffset> times = [];
    private (string? Id, RawTree Tree) read = (null, RawTree.Empty);
    private (CommitId? Commit, string? Id) looked;
    private Answers? known;

    /// <summary>Whether locks are left that only history tells of which is not here.</summary>
    public bool LacksHistory => stuck.Count > 0;

    /// <summary>What was found: for each lock a commit.</summary>
    public IReadOnlyDictionary<LockName, CommitId> Found => answers;

    /// <summary>Begins at a tip, in which all these locks stand in the directory.</summary>
    /// <param name="tip">The tip.</param>
    /// <param name="names">The locks.</param>
    /// <param name="earlier">What a walk from an earlier tip has found.</param>
    public LockWalk From(CommitId tip, IEnumerable<LockName> names, Answers? earlier)
    {
        known = earlier;
        Add(tip, [.. names]);
        return this;
    }

    /// <summary>Goes as far as history is here.</summary>
    public void Go(CancellationToken stop)
    {
        foreach (var (commit, names) in stuck)
        {
            Add(commit, names);
        }

        stuck.Clear();
        while (open.Count > 0)
        {
            stop.ThrowIfCancellationRequested();
            var commit = Next();
            open.Remove(commit, out var names);
            Pass(commit, names!);
        }
    }

    private void Pass(CommitId commit, HashSet<LockName> names)
    {
        if (commit == known?.Tip)
        {
            Answer(names.Where(known.Found.ContainsKey).ToList(), name => known.Found[name]);
        }

        if (names.Count == 0)
        {
            return;
        }

        if (objects.IsBoundary(commit))
        {
            Gather(stuck, commit, names);
            return;
        }

        var changes = objects.Parents(commit).Select(parent => (parent, Changes: Changes(commit, parent, names))).ToList();
        if (changes.Count > 0)
        {
            Answer(Deciding(commit, names, [.. changes.Select(one => one.Changes)]), _ => commit);
        }

        // A lock is followed to the first parent in which it is the same; where there is none, this is the commit.
        foreach (var (parent, changed) in changes)
        {
            var others = changed.Where(one => question == LockQuestion.Touched || !one.Value).Select(one => one.Key).Where(names.Contains).ToHashSet();
            names.ExceptWith(others);
            Add(parent, names);
            names = others;
        }

        Answer([.. names], _ => commit);

        void Answer(List<LockName> told, Func<LockName, CommitId> answer)
        {
            foreach (var one in told)
            {
                answers[one] = answer(one);
                names.Remove(one);
            }
        }
    }

    // What a commit says counts where it touches the lock, although that stood there before.
    private List<LockName> Deciding(CommitId commit, HashSet<LockName> names, List<Dictionary<LockName, bool>> changes)
    {
        if (question == LockQuestion.Arrived)
        {
            return [];
        }

        var spoken = objects.SpokenOf(commit) is { } held && directory == new StateDirectory(held.Pool, held.State) ? [held.Name] : Array.Empty<LockName>();
        var touched = question == LockQuestion.Touched
            ? spoken
            : changes[0].Keys.Where(name => changes.TrueForAll(one => one.ContainsKey(name))).Concat(spoken);
        var ours = touched.Where(names.Contains).ToList();
        return question == LockQuestion.Touched
            ? ours
            : [.. ours.Where(name => objects.Describe(commit).About(new Lock(directory.Pool, directory.State, name)) is not null)];
    }

    // The locks that are not the same in a parent, and whether they are there at all.
    private Dictionary<LockName, bool> Changes(CommitId commit, CommitId parent, HashSet<LockName> names)
    {
        var (here, there) = (IdIn(commit), IdIn(parent));
        var changes = new Dictionary<LockName, bool>();
        if (here != there)
        {
            var ours = Read(here);
            foreach (var (text, isThere) in ours.Beyond(Read(there)))
            {
                if (LockName.TryParse(text, out var name) && names.Contains(name))
                {
                    changes.TryAdd(name, isThere);
                }
            }
        }

        return changes;
    }

    private string? IdIn(CommitId commit)
    {
        if (looked.Commit != commit)
        {
            looked = (commit, objects.Directory(commit, directory.Path));
        }

        return looked.Id;
    }

    private RawTree Read(string? id)
    {
        if (read.Id != id)
        {
            read = (id, id is null ? RawTree.Empty : objects.Raw.Tree(id));
        }

        return read.Tree;
    }

    private void Add(CommitId commit, HashSet<LockName> names)
    {
        if (names.Count > 0)
        {
            Gather(open, commit, names);
        }
    }

    private static void Gather(Dictionary<CommitId, HashSet<LockName>> places, CommitId commit, HashSet<LockName> names)
    {
        if (!places.TryAdd(commit, names))
        {
            places[commit].UnionWith(names);
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
