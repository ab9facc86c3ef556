using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>Questions about the branch's past; history is brought in growing steps, and only as far as the answer is.</summary>
public sealed class BranchHistory(PoolBranch branch)
{
    // Commits to bring before looking again. Whoever asks is content with recent history or wants all of it.
    private static readonly string[] Steps = ["--deepen=50", "--deepen=500", "--deepen=5000", "--deepen=50000", All];

    // Of many locks one is mostly old: what lies between a little and all would be brought for nothing.
    private static readonly string[] StepsForMany = ["--deepen=50", "--deepen=500", All];

    private const string All = "all";

    /// <summary>How many steps to go when the answer is only for a line in the log: about 550 commits.</summary>
    public const int RecentSteps = 2;

    /// <summary>All of history.</summary>
    public static int AllSteps => Steps.Length;

    private Answers? learned;

    // How many steps were gone: what is recent does not grow with every question.
    private int recent;

    private GitObjects Objects => branch.Objects;

    private CommitGraph Graph => new(Objects);

    /// <summary>
    /// The newest commit, from one backwards, in which a path is not what it is in any of its parents, or which speaks
    /// of a lock there without changing a file (see <see cref="GitObjects.SpokenOf"/>).
    /// </summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="path">A path in the branch.</param>
    /// <param name="steps">How far to go beyond what is here: <see cref="RecentSteps"/> or <see cref="AllSteps"/>.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>Null when there is none as far as was looked.</returns>
    public async Task<CommitId?> NewestTouchingAsync(CommitId from, string path, int steps, CancellationToken stop)
    {
        for (var step = 0; ; step++)
        {
            var (found, boundary) = Graph.NewestTouching(from, path);
            if (!boundary || step == steps)
            {
                return found;
            }

            await DeepenMoreAsync(Steps[step], stop);
        }
    }

    /// <summary>Like <see cref="NewestTouchingAsync"/>, as far as history is here.</summary>
    public CommitId? NewestTouchingHere(CommitId from, string path) => Graph.NewestTouching(from, path).Found;

    /// <summary>For locks that stand at a tip, the newest commits in which each arrived there.</summary>
    /// <param name="tip">The tip.</param>
    /// <param name="standing">The locks.</param>
    /// <param name="earlier">What was found from an earlier tip: only what came since is looked at for those.</param>
    /// <param name="steps">How far to go beyond what is here; 0 for not at all.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>The commits as far as was looked.</returns>
    public Task<IReadOnlyDictionary<Lock, CommitId>> ArrivalsAsync(
        CommitId tip, IEnumerable<Lock> standing, Answers? earlier, int steps, CancellationToken stop) =>
        WalkAsync(new LockWalk(Objects, LockQuestion.Arrived).From(tip, standing, earlier), steps, stop);

    /// <summary>
    /// The newest commits, from a tip backwards, that say by whose claim locks are held: each brought a lock there, or
    /// names a claim. An edit of its file that names none does not.
    /// </summary>
    /// <param name="tip">A commit in which the locks are held.</param>
    /// <param name="held">The locks.</param>
    /// <param name="steps">How far to go beyond what is here.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>The commits as far as was looked.</returns>
    public Task<IReadOnlyDictionary<Lock, CommitId>> ClaimingAsync(CommitId tip, IEnumerable<Lock> held, int steps, CancellationToken stop) =>
        WalkAsync(ClaimsOf(tip, held), steps, stop);

    /// <summary>Finds the commits that say by whose claim locks are held, and keeps them: the next time only what is new is read.</summary>
    /// <param name="tip">A commit in which the locks are held.</param>
    /// <param name="held">The locks.</param>
    /// <param name="own">Whose claims alone are asked for; null for those of everybody.</param>
    /// <param name="stop">Ends the search.</param>
    public async Task LearnClaimsAsync(CommitId tip, IEnumerable<Lock> held, Alias? own, CancellationToken stop)
    {
        var all = held.ToHashSet();
        var found = await WalkAsync(ClaimsOf(tip, all), AllSteps, stop, own is null ? null : new OwnClaims(Objects, tip, own));
        learned = new Answers(tip, found) { Left = own is null ? [] : all.Where(one => !found.ContainsKey(one)).ToHashSet() };
    }

    /// <summary>The commit that says by whose claim a lock is held, as far as history is here.</summary>
    public CommitId? ClaimingHere(CommitId from, Lock held)
    {
        if (learned is { } answers && answers.Tip == from && (answers.Found.TryGetValue(held, out var known) || answers.Left.Contains(held)))
        {
            return known;
        }

        var walk = ClaimsOf(from, [held]);
        walk.Go(CancellationToken.None);
        return walk.Found.GetValueOrDefault(held);
    }

    private LockWalk ClaimsOf(CommitId tip, IEnumerable<Lock> held) => new LockWalk(Objects, LockQuestion.Claimed).From(tip, held, learned);

    /// <summary>The one commit of the branch whose id begins so; null when there is none, or more than one in what is here.</summary>
    /// <param name="prefix">4 hexadecimal digits or more.</param>
    /// <param name="stop">Ends the search.</param>
    public async Task<CommitId?> FindAsync(string? prefix, CancellationToken stop)
    {
        if (prefix is not { Length: >= 4 and < 40 } || !prefix.All(char.IsAsciiHexDigit))
        {
            return null;
        }

        for (var step = 0; ; step++)
        {
            var found = Graph.Ancestry(Objects.Tip)
                .Where(commit => commit.Value.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)).Take(2).ToList();
            if (found.Count > 0 || !Objects.IsShallow || step == AllSteps)
            {
                return found.Count == 1 ? found[0] : null;
            }

            await DeepenMoreAsync(Steps[step], stop);
        }
    }

    private async Task<IReadOnlyDictionary<Lock, CommitId>> WalkAsync(LockWalk walk, int steps, CancellationToken stop, OwnClaims? own = null)
    {
        foreach (var step in steps == AllSteps ? StepsForMany : Steps[Math.Min(recent, steps)..steps])
        {
            walk.Go(stop);
            if (!walk.LacksHistory)
            {
                return walk.Found;
            }

            await DeepenMoreAsync(step, stop);
            recent++;
        }

        if (own is null)
        {
            walk.Go(stop);
        }
        else
        {
            await own.EndAsync(walk, stop);
        }

        return walk.Found;
    }

    /// <summary>
    /// Brings the branch: what came since the last time, or its newest 50 commits, which travel almost as fast as the
    /// newest alone and mostly tell what is asked.
    /// </summary>
    /// <returns>False when there is no such branch.</returns>
    public Task<bool> FetchRecentAsync(CancellationToken stop) => branch.FetchAsync(stop, Objects.IsEmpty ? ["--depth=50"] : []);

    /// <summary>Brings a commit with its parents, and all that came after it in the branch.</summary>
    /// <returns>False when the branch does not contain it.</returns>
    public async Task<bool> FetchSinceAsync(CommitId known, CancellationToken stop) =>
        await FetchWithAsync(known, stop) && await CompleteAsync(known, stop);

    /// <summary>
    /// Brings the branch and, where the host has it, a commit with its parents and what came after it. Mostly the
    /// commit is the tip, and one fetch is enough. If not, the boundary behind the tip has to go, since it would hide
    /// what lies between the two.
    /// </summary>
    /// <returns>False when there is no such branch.</returns>
    public async Task<bool> FetchWithAsync(CommitId known, CancellationToken stop)
    {
        if (Objects.IsEmpty || !Objects.Has(known) || !Contains(Objects.Tip, known))
        {
            if (Objects.HasAny)
            {
                branch.Restart();
            }

            if (!await branch.FetchTipAndAsync(known, stop))
            {
                return await DeepenToAsync(known, stop);
            }

            // It was asked for with its parents.
            var end = Objects.IsBoundary(known) ? known.Value : null;
            var found = true;
            if (Objects.Tip != known)
            {
                Objects.StartAt(known);
                found = await branch.FetchAsync(stop);
            }

            Objects.EndAt(end is null ? [] : [end]);
            return found;
        }

        return await branch.FetchAsync(stop);
    }

    /// <summary>
    /// Brings what is still missing to tell what came after a commit, once the branch is here: a side branch merged
    /// since may be older than the commit, and only all of history tells what of it the commit contains.
    /// </summary>
    /// <returns>False when the branch does not contain the commit, or is not there any more.</returns>
    public async Task<bool> CompleteAsync(CommitId known, CancellationToken stop)
    {
        if (!Objects.Has(known) || !Contains(Objects.Tip, known))
        {
            return false;
        }

        return !(Objects.IsShallow && Graph.HasMergesSince(known, Objects.Tip)) || await DeepenAsync(All, stop);
    }

    /// <summary>The same, and all of history where the branch does not contain the commit: what became of a claim stands anywhere in it then.</summary>
    /// <returns>False when there is no such branch any more.</returns>
    public async Task<bool> CompleteOrFetchAllAsync(CommitId known, CancellationToken stop) =>
        await CompleteAsync(known, stop) || !Objects.IsShallow || await DeepenAsync(All, stop);

    // A boundary that stays where it is, or that is left when all was asked for, is where the host's own history was cut.
    private async Task<bool> DeepenAsync(string step, CancellationToken stop)
    {
        var before = Objects.Boundary.ToHashSet();
        var found = step == All ? await FetchAllAsync(stop) : await branch.FetchAsync(stop, step);
        if (found)
        {
            Objects.EndAt(step == All ? Objects.Boundary.ToList() : before);
        }

        return found;
    }

    // A host sends a whole history from what it has packed; the rest of one it has to put together.
    private async Task<bool> FetchAllAsync(CancellationToken stop)
    {
        var goBack = Objects.StartAnew();
        var found = false;
        try
        {
            return found = await branch.FetchAsync(stop, "--update-shallow");
        }
        finally
        {
            if (!found)
            {
                goBack();
            }
        }
    }

    // In the middle of a search: the next look finds that there is no branch.
    private async Task DeepenMoreAsync(string step, CancellationToken stop)
    {
        if (!await DeepenAsync(step, stop))
        {
            throw new GitException("fetch", 128, "fatal: the branch was deleted meanwhile");
        }
    }

    // For hosts that give out branches only, and for commits that nobody has.
    private async Task<bool> DeepenToAsync(CommitId known, CancellationToken stop)
    {
        var found = await branch.FetchAsync(stop, "--depth=2");
        foreach (var step in found ? Steps : [])
        {
            if (!Objects.IsShallow || (Objects.Has(known) && Contains(Objects.Tip, known)))
            {
                break;
            }

            if (!await DeepenAsync(step, stop))
            {
                return false;
            }
        }

        return found;
    }

    /// <inheritdoc cref="CommitGraph.Since"/>
    public IReadOnlyList<CommitId> Since(CommitId? known, CommitId tip) => Graph.Since(known, tip);

    /// <inheritdoc cref="CommitGraph.Contains"/>
    public bool Contains(CommitId tip, CommitId commit) => Graph.Contains(tip, commit);

    /// <inheritdoc cref="CommitGraph.Touches"/>
    public bool Touches(CommitId commit, string path) => Graph.Touches(commit, path);

    /// <summary>Whether a commit takes a held lock away or names a claim of it; an edit of its file that names none does not.</summary>
    public bool ChangesHands(CommitId commit, Lock held) =>
        Touches(commit, held.Path)
        && (Objects.Entry(commit, held.Path) is null
            || Objects.Parents(commit).All(parent => Objects.Entry(parent, held.Path) is null)
            || Objects.Describe(commit).About(held) is not null);
}
