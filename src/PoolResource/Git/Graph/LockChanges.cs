using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>Which of some locks are not in a commit what they are in its parent; directories of the same id are not read.</summary>
internal sealed class LockChanges
{
    private const int MostForesight = 256;

    // With thousands of locks a few commits are much to keep, and git is not waited for often anyway.
    private const int MuchToKeep = 2 * 1024 * 1024;

    private readonly GitObjects objects;
    private readonly StateDirectories directories;
    private readonly HashSet<CommitId> foreseen = [];
    private int foresight = 1;

    /// <param name="objects">What is here of the branch.</param>
    /// <param name="locks">The locks.</param>
    public LockChanges(GitObjects objects, IEnumerable<Lock> locks)
    {
        this.objects = objects;
        directories = new StateDirectories(objects, [.. locks.Select(one => new StateDirectory(one.Pool, one.State)).Distinct()]);
    }

    /// <summary>Reads the commits that come next together, few at first; where history forks, each is read by itself.</summary>
    /// <param name="commit">The first of them.</param>
    /// <param name="last">Where reading ends; null for nowhere.</param>
    public void Foresee(CommitId commit, CommitId? last)
    {
        if (foreseen.Contains(commit))
        {
            return;
        }

        List<CommitId> next = [commit];
        while (next.Count <= foresight && next[^1] != last && objects.Parents(next[^1]) is [var parent, ..])
        {
            next.Add(parent);
        }

        // Of the last one only what it has in common with the one before it is asked.
        directories.Foresee(next);
        foreseen.Clear();
        foreseen.UnionWith(next.SkipLast(1));
        foresight = directories.Kept < MuchToKeep ? Math.Min(2 * foresight, MostForesight) : foresight;
    }

    /// <summary>The locks that are not the same in a parent, and whether they are there at all.</summary>
    public Dictionary<Lock, bool> Between(CommitId commit, CommitId parent, HashSet<Lock> locks)
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
}
