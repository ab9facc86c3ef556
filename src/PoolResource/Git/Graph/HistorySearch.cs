using PoolResource.Git.Objects;
using PoolResource.History;

namespace PoolResource.Git.Graph;

/// <summary>Questions about the branch's past; history is brought in growing steps, and only as far as the answer is.</summary>
/// <param name="history">Brings it.</param>
public sealed class HistorySearch(HistoryFetcher history)
{
    // Of many locks one is mostly old: what lies between a little and all would be brought for nothing.
    private static readonly string[] StepsForMany = ["--deepen=50", "--deepen=500", HistoryFetcher.All];

    /// <summary>How many steps to go when the answer is only for a line in the log: about 550 commits.</summary>
    public const int RecentSteps = 2;

    /// <summary>All of history.</summary>
    public static int AllSteps => HistoryFetcher.Steps.Length;

    // How many steps were gone: what is recent does not grow with every question.
    private int recent;

    /// <summary>The past that is searched.</summary>
    public HistoryFetcher History => history;

    private CommitGraph Graph => history.Graph;

    private GitObjects Objects => Graph.Objects;

    /// <summary>
    /// The newest commit, from one backwards, in which a path is not what it is in any of its parents, or which speaks
    /// of a lock there without changing a file (see <see cref="GitObjects.SpokenOf"/>); to renew a claim is no change.
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

            await history.DeepenAsync(HistoryFetcher.Steps[step], stop);
        }
    }

    /// <summary>For locks that stand at a tip, the newest commits in which each arrived there.</summary>
    /// <param name="tip">The tip.</param>
    /// <param name="standing">The locks.</param>
    /// <param name="earlier">What was found from an earlier tip: only what came since is looked at for those.</param>
    /// <param name="steps">How far to go beyond what is here; 0 for not at all.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>The commits as far as was looked.</returns>
    public async Task<IReadOnlyDictionary<Lock, CommitId>> ArrivalsAsync(
        CommitId tip, IEnumerable<Lock> standing, Answers? earlier, int steps, CancellationToken stop) =>
        (await WalkAsync(new LockWalk(Objects, LockQuestion.Arrived).From(tip, standing, earlier), steps, stop)).Found;

    /// <summary>
    /// The newest commits, from a tip backwards, that say by whose claim locks are held: each brought a lock there, or
    /// names a claim. An edit of its file that names none does not. With them, those that renew such a claim.
    /// </summary>
    /// <param name="tip">A commit in which the locks are held.</param>
    /// <param name="held">The locks.</param>
    /// <param name="steps">How far to go beyond what is here.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>The commits as far as was looked.</returns>
    public async Task<Answers> ClaimingAsync(CommitId tip, IEnumerable<Lock> held, int steps, CancellationToken stop) =>
        (await WalkAsync(Graph.ClaimsOf(tip, held), steps, stop)).Answers;

    /// <summary>Finds the commits that say by whose claim locks are held, and keeps them: the next time only what is new is read.</summary>
    /// <param name="tip">A commit in which the locks are held.</param>
    /// <param name="held">The locks.</param>
    /// <param name="own">Whose claims alone are asked for; null for those of everybody.</param>
    /// <param name="stop">Ends the search.</param>
    public async Task LearnClaimsAsync(CommitId tip, IEnumerable<Lock> held, Alias? own, CancellationToken stop)
    {
        var all = held.ToHashSet();
        var found = (await WalkAsync(Graph.ClaimsOf(tip, all), AllSteps, stop, own is null ? null : new OwnClaims(Objects, tip, own))).Answers;
        Graph.Learned = found with { Left = own is null ? [] : all.Where(one => !found.Found.ContainsKey(one)).ToHashSet() };
    }

    /// <summary>How long a lock of a pool is usually held, as far as the history tells that is here; null where too few holds have ended in it.</summary>
    /// <param name="tip">The tip.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="stop">Ends the reading.</param>
    public TimeSpan? UsualHold(CommitId tip, PoolName pool, CancellationToken stop) =>
        UsualHolds.Of(new HistoryReader(Objects).Read(LockHistory.Empty, tip, stop)).TryGetValue(pool, out var hold) ? hold : null;

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

            await history.DeepenAsync(HistoryFetcher.Steps[step], stop);
        }
    }

    private async Task<LockWalk> WalkAsync(LockWalk walk, int steps, CancellationToken stop, OwnClaims? own = null)
    {
        foreach (var step in steps == AllSteps ? StepsForMany : HistoryFetcher.Steps[Math.Min(recent, steps)..steps])
        {
            walk.Go(stop);
            if (!walk.LacksHistory)
            {
                return walk;
            }

            await history.DeepenAsync(step, stop);
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

        return walk;
    }
}
