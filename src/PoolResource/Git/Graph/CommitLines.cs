using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>Commits of a branch with their parents, parents before children, as git lists them.</summary>
/// <param name="known">What was left out with all that it contains; null for nothing.</param>
internal sealed class CommitLines(CommitId? known)
{
    private readonly Dictionary<CommitId, int> places = [];
    private readonly HashSet<CommitId> forks = [];
    private readonly HashSet<CommitId> foreign = [];
    private readonly List<CommitId> beginnings = [];
    private readonly List<(CommitId Commit, IReadOnlyList<CommitId?> Parents)> all = [];

    /// <summary>The commits; where one has no parent here, that is null.</summary>
    public IReadOnlyList<(CommitId Commit, IReadOnlyList<CommitId?> Parents)> All => all;

    /// <summary>The commits outside on which some of them stand.</summary>
    public IReadOnlyCollection<CommitId> Foreign => foreign;

    /// <summary>The first commits of lines that do not stand on the known one.</summary>
    public IReadOnlyList<CommitId> Beginnings => beginnings;

    /// <summary>Asks git.</summary>
    /// <param name="raw">The repository.</param>
    /// <param name="known">Leaves out what this commit contains; null for nothing.</param>
    /// <param name="tip">The branch.</param>
    /// <param name="isKnown">Leaves out these, too: where clocks were wrong git lists commits that the known one contains.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="GitException">Something of the branch is not here.</exception>
    public static CommitLines Of(RawObjects raw, CommitId? known, CommitId tip, Func<CommitId, bool> isKnown, CancellationToken stop)
    {
        var lines = new CommitLines(known);
        string[] range = known is null ? [tip.Value] : [tip.Value, $"^{known}"];
        using var git = raw.Start(isAsked: false, ["rev-list", "--topo-order", "--reverse", "--parents", .. range]);
        while (git.Stdout.ReadLine() is { } line)
        {
            stop.ThrowIfCancellationRequested();
            lines.Add(line.Split(' '), isKnown);
        }

        git.End(Timeout.InfiniteTimeSpan);
        return git.ExitCode == 0 ? lines : throw new GitException("rev-list", git.ExitCode, $"fatal: the history of {tip} is not all here");
    }

    /// <summary>Whether one of them stands on a commit.</summary>
    public bool StandOn(CommitId commit) => foreign.Contains(commit);

    /// <summary>Whether another one than the next stands on a commit of these.</summary>
    public bool IsFork(CommitId commit) => forks.Contains(commit);

    private void Add(string[] ids, Func<CommitId, bool> isKnown)
    {
        var commit = GitObjects.Id(ids[0]);
        if (isKnown(commit))
        {
            return;
        }

        var parents = ids.Length == 1 ? [null] : ids.Skip(1).Select(Known).ToArray<CommitId?>();
        if (!parents.Any(parent => parent is not null && (parent == known || places.ContainsKey(parent))))
        {
            beginnings.Add(commit);
        }

        foreach (var parent in parents.OfType<CommitId>())
        {
            if (!places.TryGetValue(parent, out var place))
            {
                foreign.Add(parent);
            }
            else if (place != all.Count - 1)
            {
                forks.Add(parent);
            }
        }

        places.Add(commit, all.Count);
        all.Add((commit, parents));
    }

    // One object for all who name it.
    private CommitId Known(string id)
    {
        var parent = GitObjects.Id(id);
        return places.TryGetValue(parent, out var place) ? all[place].Commit : parent;
    }
}
