using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

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
/// and goes on where it stopped when more of history has been fetched. Where history was merged a lock is followed to
/// every parent in which it stands, children before parents: a side line that knew an older claim tells nothing of a
/// newer one, and be it that the merge has the file as it was edited there.
/// </summary>
/// <param name="objects">What is here of the branch.</param>
/// <param name="question">What is asked of each.</param>
internal sealed class LockWalk(GitObjects objects, LockQuestion question)
{
    private readonly Dictionary<CommitId, HashSet<Lock>> open = [];
    private readonly Dictionary<CommitId, HashSet<Lock>> stuck = [];
    private readonly Dictionary<Lock, CommitId> answers = [];
    private readonly ClaimWords? words = question == LockQuestion.Claimed ? new ClaimWords(objects) : null;
    private IReadOnlyDictionary<CommitId, int>? order;
    private (CommitId Tip, HashSet<Lock> Locks)? start;
    private LockChanges changed = new(objects, []);
    private Answers? known;

    /// <summary>Whether there is nothing left to read here.</summary>
    public bool IsOver => open.Count == 0;

    /// <summary>Whether locks are left that only history tells of which is not here.</summary>
    public bool LacksHistory => stuck.Count > 0;

    /// <summary>What was found: for each lock a commit.</summary>
    public IReadOnlyDictionary<Lock, CommitId> Found => answers;

    /// <summary>The same, with the commits that renew claims.</summary>
    public Answers Answers => new(start!.Value.Tip, answers) { Renewals = words!.Renewals };

    /// <summary>Begins at a tip, in which all these locks stand.</summary>
    /// <param name="tip">The tip.</param>
    /// <param name="locks">The locks.</param>
    /// <param name="earlier">What a walk from an earlier tip has found.</param>
    public LockWalk From(CommitId tip, IEnumerable<Lock> locks, Answers? earlier)
    {
        HashSet<Lock> all = [.. locks];
        changed = new LockChanges(objects, all);
        known = earlier;
        start = (tip, all);
        Add(tip, [.. all]);
        return this;
    }

    /// <summary>Goes as far as history is here.</summary>
    /// <param name="stop">Ends the search.</param>
    /// <param name="most">How many commits to pass before it is asked to go on.</param>
    public void Go(CancellationToken stop, int most = int.MaxValue)
    {
        if (order is not null && LacksHistory)
        {
            // What was found may have descendants in what has been fetched since.
            (order, var (tip, all)) = (null, start!.Value);
            stuck.Clear();
            answers.Clear();
            words?.Forget();
            Add(tip, [.. all]);
        }

        foreach (var (commit, locks) in stuck)
        {
            Add(commit, locks);
        }

        stuck.Clear();
        for (; open.Count > 0 && most > 0; most--)
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
            // On a line beside the earlier tip a lock may have been claimed since.
            var earlier = locks.Where(one => known.Found.ContainsKey(one) && !IsElsewhere(one)).ToList();
            earlier.ForEach(one => words?.GoOn(one, known));
            Answer(earlier, one => known.Found[one]);
            locks.ExceptWith(known.Left);
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

        if (open.Count == 0)
        {
            changed.Foresee(commit, known?.Tip);
        }

        var changes = objects.Parents(commit).Select(one => (Parent: one, Changes: changed.Between(commit, one, locks))).ToList();
        if (changes.Count > 0 && words is not null)
        {
            Answer(words.Deciding(commit, locks, [.. changes.Select(one => one.Changes)]), _ => commit);
        }

        locks = changes is [var (parent, come)] ? Follow(parent, come, locks) : FollowAll(changes, locks);
        Answer([.. locks], _ => commit);

        void Answer(List<Lock> told, Func<Lock, CommitId> answer)
        {
            foreach (var one in told)
            {
                answers[one] = answer(one);
                locks.Remove(one);
                foreach (var others in open.Values)
                {
                    others.Remove(one);
                }
            }
        }
    }

    private bool IsElsewhere(Lock one) => open.Values.Concat(stuck.Values).Any(locks => locks.Contains(one));

    // The locks that came with the commit are left.
    private HashSet<Lock> Follow(CommitId parent, Dictionary<Lock, bool> changed, HashSet<Lock> locks)
    {
        HashSet<Lock> come = [.. changed.Where(one => !one.Value).Select(one => one.Key).Where(locks.Contains)];
        locks.ExceptWith(come);
        Add(parent, locks);
        return come;
    }

    // The locks that came with the merge are left.
    private HashSet<Lock> FollowAll(List<(CommitId Parent, Dictionary<Lock, bool> Changes)> changes, HashSet<Lock> locks)
    {
        foreach (var (parent, changed) in changes)
        {
            Add(parent, [.. locks.Where(one => Stands(one, changed))]);
        }

        return [.. locks.Where(one => !changes.Exists(among => Stands(one, among.Changes)))];

        static bool Stands(Lock one, Dictionary<Lock, bool> changed) => !changed.TryGetValue(one, out var isThere) || isThere;
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

    // Where history forks, children before parents: each commit is passed once, by all who come to it.
    private CommitId Next() => open.Count == 1 ? open.Keys.First() : open.Keys.MaxBy(commit => Order[commit])!;

    private IReadOnlyDictionary<CommitId, int> Order => order ??= new CommitGraph(objects).Order(start!.Value.Tip);
}
