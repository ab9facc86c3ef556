using System.Globalization;
using System.Text;
using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>
/// Reads all commits of a branch and what they change by one <c>git log</c>, which takes two thirds of the time of listing
/// them first and then asking for each. It tells nothing of a branch that git did not make: that is asked for commit by
/// commit (<see cref="CommitSlices"/>).
/// </summary>
/// <param name="objects">What is here of the branch.</param>
/// <param name="tip">The branch.</param>
/// <param name="patience">For how long git may compare a commit with its parent.</param>
/// <param name="stop">Ends the reading.</param>
internal sealed class CommitLog(GitObjects objects, CommitId tip, TimeSpan patience, CancellationToken stop) : IDisposable
{
    private const int Slice = 64;
    private const int ManyCommits = 64 * Slice;

    private static readonly string[] Order = ["--topo-order", "--reverse"];

    private readonly RawDifferences differences = new();
    private readonly LockTrees trees = new(objects.Raw);
    private readonly Dictionary<CommitId, (CommitId Id, string Tree)> earlier = [];
    private readonly CancellationTokenSource end = CancellationTokenSource.CreateLinkedTokenSource(stop);
    private (string Id, string Name, string Mail) last = ("", "", "");
    private CancellationTokenRegistration kill;
    private ChildProcess? git;
    private GitAnswers answers = new(Stream.Null);

    /// <summary>The next commits, parents before children; none after the last.</summary>
    /// <exception cref="IOException">Git does not tell: not everything is here, a tree is none that it would write, or it takes too long.</exception>
    /// <exception cref="OperationCanceledException">It was to stop.</exception>
    public IReadOnlyList<ReadCommit> Next()
    {
        try
        {
            if (git is null)
            {
                Start();
            }

            end.CancelAfter(patience);
            var isOver = answers.IsOver();
            var read = new List<ReadCommit>(Slice);
            for (; !isOver && read.Count < Slice; isOver = answers.IsOver())
            {
                read.Add(Commit());
                end.CancelAfter(patience);
            }

            end.CancelAfter(Timeout.InfiniteTimeSpan);
            return isOver ? Whole(read) : read;
        }
        catch (IOException)
        {
            stop.ThrowIfCancellationRequested();
            throw;
        }
    }

    public void Dispose()
    {
        // Waits for one that is being killed.
        kill.Dispose();
        end.Dispose();
        git?.Dispose();
    }

    private void Start()
    {
        stop.ThrowIfCancellationRequested();
        git = objects.Raw.Start(
            isAsked: false,
            ["log", .. Order, "-r", "--root", "--always", "--raw", "-z", "--no-renames", "--no-abbrev", "--format=%H%x00%P%x00%T%x00%cn%x00%ce%x00%ct%x00%B", tip.Value]);
        git.WidenStdout();
        answers = new GitAnswers(git.Stdout.BaseStream, mayEnd: true);
        kill = end.Token.Register(git.Kill);

        // It tells nothing before it has put all commits in order, which may take long, and has compared the first. Another git knows when they are.
        using var order = objects.Raw.Start(isAsked: false, ["rev-list", .. Order, tip.Value]);
        using var killToo = end.Token.Register(order.Kill);
        order.Stdout.ReadLine();
        order.Kill();
    }

    private List<ReadCommit> Whole(List<ReadCommit> read)
    {
        git!.End(Timeout.InfiniteTimeSpan);
        return git.ExitCode == 0 ? read : throw new IOException($"git log: {git.ExitCode}");
    }

    private ReadCommit Commit()
    {
        var commit = GitObjects.Id(Text());
        CommitId?[] parents = Text(last.Id) is { Length: > 0 } named ? [.. named.Split(' ').Select(Known)] : [null];
        var (tree, name, mail, when, message) = (Text(), Text(last.Name), Text(last.Mail), Text(), Text());
        last = (commit.Value, name, mail);
        if (answers.IsNext((byte)'\n'))
        {
            answers.Until((byte)'\n');
        }

        // Of a merge git tells nothing here.
        var found = differences.Next(answers) is { } told && parents.Length == 1 ? [told] : trees.Compare([.. parents.Select(parent => (parent is null ? null : Root(parent), tree))]);
        if (earlier.Count > ManyCommits)
        {
            earlier.Clear();
        }

        earlier[commit] = (commit, tree);

        // Who has written a date that git cannot read has written it otherwise, too.
        var facts = long.TryParse(when, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            ? CommitText.FactsOf(message, name, mail, CommitText.At(seconds))
            : CommitText.Parse(objects.Raw.Read(commit.Value).Bytes).Facts;
        return new ReadCommit(commit, facts, parents, found)
        {
            ChangesNoFile = parents is [{ } parent] && Root(parent) == tree,
        };
    }

    // Mostly it is what was told of the last commit, too.
    private string Text(string expected = "") => answers.Until(0) is var bytes && Ascii.Equals(bytes, expected) ? expected : Encoding.UTF8.GetString(bytes);

    private string Root(CommitId commit) => earlier.TryGetValue(commit, out var known) ? known.Tree : objects.Tree(commit);

    // One object for all who name it.
    private CommitId Known(string id)
    {
        var parent = GitObjects.Id(id);
        return earlier.TryGetValue(parent, out var known) ? known.Id : parent;
    }
}
