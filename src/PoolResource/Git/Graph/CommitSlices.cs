using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>Reads commits and what they change, so many at once that git need not be waited for at each.</summary>
/// <param name="objects">What is here of the branch.</param>
/// <param name="lines">The commits.</param>
internal sealed class CommitSlices(GitObjects objects, CommitLines lines)
{
    private const int Slice = 256;

    private readonly LockTrees trees = new(objects.Raw);
    private readonly Dictionary<CommitId, string> roots = [];
    private int place;

    /// <summary>The next commits; none after the last.</summary>
    /// <exception cref="GitException">Something of the branch is not here.</exception>
    public IReadOnlyList<ReadCommit> Next()
    {
        var slice = lines.All.Skip(place).Take(Slice).ToList();
        place += slice.Count;
        var texts = objects.Raw.Many([.. slice.Select(line => line.Commit.Value)])
            .Select((bytes, n) => CommitText.Parse(bytes ?? throw new ObjectNotHereException(slice[n].Commit.Value)))
            .ToList();
        foreach (var (line, text) in slice.Zip(texts))
        {
            roots[line.Commit] = text.Tree;
        }

        var pairs = slice.SelectMany((line, n) => line.Parents.Select(parent => (Before: parent is null ? null : Root(parent), After: texts[n].Tree))).ToList();
        var differences = trees.Compare(pairs);
        var (read, next) = (new List<ReadCommit>(), 0);
        foreach (var (line, text) in slice.Zip(texts))
        {
            read.Add(new ReadCommit(line.Commit, text, line.Parents, [.. differences.Skip(next).Take(line.Parents.Count)])
            {
                ChangesNoFile = line.Parents is [not null] && pairs[next].Before == text.Tree,
            });
            next += line.Parents.Count;
        }

        return read;
    }

    private string Root(CommitId commit) => roots.TryGetValue(commit, out var tree) ? tree : objects.Tree(commit);
}

/// <summary>A commit as git has it.</summary>
/// <param name="Id">The commit.</param>
/// <param name="Text">What is written in it.</param>
/// <param name="Parents">Its parents; null for none.</param>
/// <param name="Differences">For each of its parents, where locks differ.</param>
internal sealed record ReadCommit(CommitId Id, CommitText Text, IReadOnlyList<CommitId?> Parents, IReadOnlyList<IReadOnlyList<LockDifference>> Differences)
{
    public bool ChangesNoFile { get; init; }
}
