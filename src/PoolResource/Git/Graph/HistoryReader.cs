using PoolResource.Git.Objects;
using PoolResource.History;

namespace PoolResource.Git.Graph;

/// <summary>
/// Reads the history of locks from what is here of a branch, all of it at first, then only what is new: each commit once,
/// and of its trees those that are not the parents'.
/// </summary>
/// <param name="objects">What is here; history that was not fetched begins where it ends.</param>
public sealed class HistoryReader(GitObjects objects)
{
    private const int Slice = 256;

    /// <summary>A history up to a tip.</summary>
    /// <param name="known">What is known already; it begins anew when the branch does not contain that any more.</param>
    /// <param name="tip">The tip.</param>
    /// <param name="stop">Ends the reading.</param>
    /// <exception cref="GitException">Something of the branch is not here.</exception>
    public LockHistory Read(LockHistory known, CommitId tip, CancellationToken stop)
    {
        if (known.Tip == tip)
        {
            return known;
        }

        if (known.Tip is not { } last)
        {
            return known.Add(Commits(CommitLines.Of(objects.Raw, null, tip, stop), stop));
        }

        var news = objects.Has(last) ? CommitLines.Of(objects.Raw, last, tip, stop) : null;
        return news?.StandOn(last) != true ? Read(LockHistory.Anew(last), tip, stop)
            : news.Foreign.All(known.Knows) ? known.Add(Commits(news, stop))
            // Somebody has merged what began long ago.
            : Read(known.Rewritten is { } rewritten ? LockHistory.Anew(rewritten) : LockHistory.Empty, tip, stop);
    }

    private IEnumerable<HistoryCommit> Commits(CommitLines lines, CancellationToken stop)
    {
        var trees = new LockTrees(objects.Raw);
        var roots = new Dictionary<CommitId, string>();
        foreach (var slice in lines.All.Chunk(Slice))
        {
            stop.ThrowIfCancellationRequested();
            var texts = objects.Raw.Many([.. slice.Select(line => line.Commit.Value)])
                .Select((bytes, n) => CommitText.Parse(bytes ?? throw new ObjectNotHereException(slice[n].Commit.Value)))
                .ToList();
            foreach (var (line, text) in slice.Zip(texts))
            {
                roots[line.Commit] = text.Tree;
            }

            var pairs = slice.SelectMany((line, n) => line.Parents.Select(parent => (Before: parent is null ? null : Root(parent), After: texts[n].Tree))).ToList();
            var (differences, next) = (trees.Compare(pairs), 0);
            foreach (var (line, text) in slice.Zip(texts))
            {
                var isSame = line.Parents is [not null] && pairs[next].Before == pairs[next].After;
                var parents = line.Parents.Select(parent => new TreeChange(parent, differences[next++])).ToList();
                yield return new HistoryCommit(line.Commit, Facts(text), parents) { ChangesNoFile = isSame, IsFork = lines.IsFork(line.Commit) };
            }
        }

        string Root(CommitId commit) => roots.TryGetValue(commit, out var tree) ? tree : objects.Tree(commit);
    }

    private static CommitFacts Facts(CommitText text) => new(CommitMessage.Parse(text.Message), Quoted.Line(text.Committer), text.When) { Text = text.Message };
}
