namespace PoolResource.History;

/// <summary>
/// Who held what, when: what the commits of a branch tell of its locks, up to a tip. It never changes, so that any thread
/// may read it; <see cref="Add"/> makes another one, which shares what is known.
/// </summary>
public sealed class LockHistory
{
    // A commit mostly stands on one of the last; whoever merges may have begun a little earlier.
    private const int Recent = 1000;

    private readonly Dictionary<CommitId, (BranchState State, bool IsFork)> kept;
    private readonly Queue<CommitId> recent;
    private readonly BranchState state;
    private readonly Lazy<IReadOnlyList<LockEvent>> events;
    private readonly Lazy<DateTimeOffset> firstWait;

    // Of events that were put in order before, those from a commit on are added.
    private LockHistory(Dictionary<CommitId, (BranchState, bool)> kept, Queue<CommitId> recent, BranchState state, IReadOnlyList<LockEvent>? told = null, int from = 0)
    {
        (this.kept, this.recent, this.state) = (kept, recent, state);
        events = new(() => [.. told ?? [], .. InOrder(state.Trails.Values.SelectMany(trail => trail.Events.NewestFirst().TakeWhile(what => what.Order >= from)))]);
        firstWait = new(() => All().Where(what => what.Event.Waited is not null).DefaultIfEmpty().MinBy(what => what.Order).Event?.When ?? DateTimeOffset.MaxValue);
    }

    /// <summary>Of nothing.</summary>
    public static LockHistory Empty { get; } = new([], new Queue<CommitId>(), BranchState.Start);

    /// <summary>The commit up to which it tells; null for nothing.</summary>
    public CommitId? Tip { get; private init; }

    /// <summary>How many commits it tells of.</summary>
    public int Commits { get; private init; }

    /// <summary>How many of them were read since it was begun, or read from what was kept of it.</summary>
    public int Unkept { get; private init; }

    /// <summary>
    /// Where the branch was rewritten, the last commit that was known of what it had been: nothing from before is told
    /// any more but what is in the branch now.
    /// </summary>
    public CommitId? Rewritten { get; private init; }

    /// <summary>The locks that are or were in the branch, each in every pool that had it.</summary>
    public IEnumerable<PooledLock> Locks => state.Trails.Keys;

    /// <summary>All that happened, in the order in which it was read.</summary>
    public IReadOnlyList<LockEvent> Events => events.Value;

    /// <summary>What happened after a commit, in the order in which it was read; null where it is not known any more when that was.</summary>
    public IReadOnlyList<LockEvent>? EventsAfter(CommitId commit)
    {
        if (commit == Tip)
        {
            return [];
        }

        // A commit that did nothing to a lock tells nothing itself, but what came before it does.
        var last = kept.TryGetValue(commit, out var then)
            ? then.State.Trails.Values.Select(trail => trail.Events).OfType<Chain<(int Order, LockEvent Event)>>().MaxBy(chain => chain.Last.Order)?.Last.Event.Commit
            : commit;
        for (var n = Events.Count; n > 0; n--)
        {
            if (Events[n - 1].Commit == last)
            {
                return [.. Events.Skip(n)];
            }
        }

        return last is null ? Events : null;
    }

    /// <summary>A history that begins anew, since the branch does not contain the tip any more that was known of it.</summary>
    public static LockHistory Anew(CommitId rewritten) => new([], new Queue<CommitId>(), BranchState.Start) { Rewritten = rewritten };

    /// <summary>The same where the branch was rewritten after a commit that had been shown, and is in it no more.</summary>
    public LockHistory After(CommitId rewritten) => new(kept, recent, state) { Tip = Tip, Commits = Commits, Unkept = Unkept, Rewritten = rewritten };

    /// <summary>The same once it was written down.</summary>
    internal LockHistory Kept() => new(kept, recent, state) { Tip = Tip, Commits = Commits, Rewritten = Rewritten };

    /// <summary>What is known at the tip.</summary>
    internal BranchState State => state;

    /// <summary>A history of which only what is known at the tip was kept: what stands on earlier commits cannot be added.</summary>
    internal static LockHistory Of(CommitId? tip, int commits, CommitId? rewritten, BranchState state) =>
        new(tip is null ? [] : new() { [tip] = (state, false) }, new Queue<CommitId>(tip is null ? [] : [tip]), state) { Tip = tip, Commits = commits, Rewritten = rewritten };

    /// <summary>Whether commits can be added that stand on this one.</summary>
    public bool Knows(CommitId commit) => kept.ContainsKey(commit);

    /// <summary>Where a lock stands in its pool; null when it is gone, or is none. One that stands in both places counts as held.</summary>
    public Lock? Standing(PooledLock one) => state.TrailOf(one).State is { } found ? new Lock(one.Pool, found, one.Name) : null;

    /// <summary>The tenure in which a lock is held; null when it is not.</summary>
    public Tenure? Held(PooledLock one) => state.TrailOf(one).Held;

    /// <summary>What happened to a lock in its pool, oldest first.</summary>
    public IReadOnlyList<LockEvent> EventsOf(PooledLock one) => [.. state.TrailOf(one).Events.All().Select(what => what.Event)];

    /// <summary>The same, newest first, of which no more is read than is asked for.</summary>
    public IEnumerable<LockEvent> NewestOf(PooledLock one) => state.TrailOf(one).Events.NewestFirst().Select(what => what.Event);

    /// <summary>Whether an event is a claim that tells whether it had to wait: one with an id, since waits are written down in this branch.</summary>
    public bool Tells(LockEvent what) => what is { Kind: LockEventKind.Claimed, ClaimId: not null } && what.When >= firstWait.Value;

    /// <summary>The tenures of a lock in its pool, oldest first; the last may go on.</summary>
    public IReadOnlyList<Tenure> TenuresOf(PooledLock one) =>
        state.TrailOf(one) is { Held: { } held } trail ? [.. trail.Over.All(), held] : state.TrailOf(one).Over.All();

    /// <summary>This history and what more commits tell.</summary>
    /// <param name="commits">The commits, parents before children; the last is the tip.</param>
    /// <exception cref="UnknownParentException">One stands on a commit of which nothing is known.</exception>
    public LockHistory Add(IEnumerable<HistoryCommit> commits)
    {
        var (known, last, now, tip, count, shared) = (new Dictionary<CommitId, (BranchState State, bool IsFork)>(kept), new Queue<CommitId>(recent), state, Tip, Commits, new Shared());

        // Only a merge can have that told otherwise which was told already.
        var isOneLine = true;
        foreach (var commit in commits)
        {
            isOneLine &= commit.Parents is [{ Parent: var parent }] && parent == tip;
            now = CommitFold.Apply(commit, [.. commit.Parents.Select(one => StateOf(one.Parent))], count++, shared);
            tip = commit.Id;
            known.Add(tip, (now, commit.IsFork));
            last.Enqueue(tip);
            if (last.Count > Recent && last.Dequeue() is var old && !known[old].IsFork)
            {
                known.Remove(old);
            }
        }

        var (told, from) = isOneLine && events.IsValueCreated ? (Events, Commits) : (null, 0);
        return new LockHistory(known, last, now, told, from) { Tip = tip, Commits = count, Unkept = Unkept + count - Commits, Rewritten = Rewritten };

        BranchState StateOf(CommitId? parent) =>
            parent is null ? BranchState.Start
            : known.TryGetValue(parent, out var found) ? found.State
            : throw new UnknownParentException(parent);
    }

    private IEnumerable<(int Order, LockEvent Event)> All() => state.Trails.Values.SelectMany(trail => trail.Events.All());

    // What moves a lock to another pool stands in the trails of both. Most commits tell of one lock: only the others are compared by more than a number.
    private static List<LockEvent> InOrder(IEnumerable<(int Order, LockEvent Event)> events)
    {
        (int Order, LockEvent Event)[] all = [.. events];
        Array.Sort(all, (one, other) => one.Order.CompareTo(other.Order));
        var ordered = new List<LockEvent>(all.Length);
        for (var (from, until) = (0, 0); from < all.Length; from = until)
        {
            until = from + 1;
            while (until < all.Length && all[until].Order == all[from].Order)
            {
                until++;
            }

            ordered.AddRange(until == from + 1 ? [all[from].Event] : all[from..until].Select(one => one.Event).Distinct().OrderBy(one => (one.From ?? one.To)!.Path, StringComparer.Ordinal));
        }

        return ordered;
    }
}
