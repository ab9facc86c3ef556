using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>Reads commits and what they change, so many at once that git need not be waited for at each.</summary>
/// <param name="objects">What is here of the branch.</param>
/// <param name="lines">The commits.</param>
/// <param name="patience">For how long git may compare one of them with a parent.</param>
/// <param name="stop">Ends the reading.</param>
internal sealed class CommitSlices(GitObjects objects, CommitLines lines, TimeSpan patience, CancellationToken stop) : IDisposable
{
    private const int Slice = 256;

    // A commit mostly stands on one of the last; the tree of another one is looked up.
    private const int ManyRoots = 16 * Slice;
    private readonly CommitDifferences differences =
        new(objects.Raw, [.. lines.All.SelectMany(line => line.Parents.Select(parent => (parent, line.Commit)))], patience, stop);

    private readonly LockTrees trees = new(objects.Raw);
    private readonly Dictionary<CommitId, string> roots = [];
    private int place;

    /// <summary>The next commits; none after the last.</summary>
    /// <exception cref="GitException">Something of the branch is not here.</exception>
    /// <exception cref="OperationCanceledException">It was to stop.</exception>
    public IReadOnlyList<ReadCommit> Next()
    {
        var slice = lines.All.Skip(place).Take(Slice).ToList();
        place += slice.Count;
        if (roots.Count > ManyRoots)
        {
            roots.Clear();
        }

        var texts = objects.Raw.Many([.. slice.Select(line => line.Commit.Value)])
            .Select((bytes, n) => CommitText.Parse(bytes ?? throw new ObjectNotHereException(slice[n].Commit.Value)))
            .ToList();
        foreach (var (line, text) in slice.Zip(texts))
        {
            roots[line.Commit] = text.Tree;
        }

        var (found, read, next) = (Differences(slice), new List<ReadCommit>(), 0);
        foreach (var (line, text) in slice.Zip(texts))
        {
            read.Add(new ReadCommit(line.Commit, text.Facts, line.Parents, found.GetRange(next, line.Parents.Count))
            {
                ChangesNoFile = line.Parents is [{ } parent] && Root(parent) == text.Tree,
            });
            next += line.Parents.Count;
        }

        return read;
    }

    public void Dispose() => differences.Dispose();

    private List<IReadOnlyList<LockDifference>> Differences(List<(CommitId Commit, IReadOnlyList<CommitId?> Parents)> slice)
    {
        var pairs = slice.SelectMany(line => line.Parents.Select(parent => (Before: parent, After: line.Commit))).ToList();
        var found = pairs.ConvertAll(_ => differences.Next());
        var odd = trees.Compare([.. pairs.Where((_, n) => found[n] is null).Select(pair => (pair.Before is null ? null : Root(pair.Before), Root(pair.After)))]);
        var next = 0;
        return [.. found.Select(one => one ?? odd[next++])];
    }

    private string Root(CommitId commit) => roots.TryGetValue(commit, out var tree) ? tree : objects.Tree(commit);
}

/// <summary>A commit as git has it.</summary>
/// <param name="Id">The commit.</param>
/// <param name="Facts">Who made it, when, and what it says.</param>
/// <param name="Parents">Its parents; null for none.</param>
/// <param name="Differences">For each of its parents, where locks differ.</param>
internal sealed record ReadCommit(CommitId Id, CommitFacts Facts, IReadOnlyList<CommitId?> Parents, IReadOnlyList<IReadOnlyList<LockDifference>> Differences)
{
    public bool ChangesNoFile { get; init; }
}
