using System.Text;

namespace PoolResource.Git.Objects;

/// <summary>
/// In which places locks differ from one commit to another, in all pools that either has: one <c>git diff-tree</c>, which
/// reads a tree several times as fast as it can hand it over. It works ahead by as much as a pipe holds.
/// </summary>
/// <param name="raw">The repository.</param>
/// <param name="pairs">The commits, the second of each pair is the later one; null for nothing at all.</param>
/// <param name="patience">
/// For how long git may take for one pair: of a tree that names the same one again and again it would never tell, and fill the memory.
/// </param>
/// <param name="stop">Ends git, too.</param>
internal sealed class CommitDifferences(
    RawObjects raw, IReadOnlyList<(CommitId? Before, CommitId After)> pairs, TimeSpan patience, CancellationToken stop) : IDisposable
{
    // A branch on which git fails so often was not made by git; whatever is made to be slow is so for one pair after the other.
    private const int MostFailures = 3;

    private readonly RawDifferences told = new();
    private ChildProcess? git;
    private CancellationTokenSource? end;
    private CancellationTokenRegistration kill;
    private GitAnswers answers = new(Stream.Null);
    private int place;
    private int failures;

    /// <summary>Compares the next pair.</summary>
    /// <returns>
    /// Where locks differ; null where git does not tell: a tree is none that it would write, or it takes too long. Of names that stand
    /// in a tree twice, which git never writes, either may be told.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was to stop.</exception>
    public IReadOnlyList<LockDifference>? Next()
    {
        stop.ThrowIfCancellationRequested();
        var (_, after) = pairs[place++];
        if (failures == MostFailures)
        {
            return null;
        }

        git ??= Start(place - 1);
        end!.CancelAfter(patience);
        try
        {
            Expect(after.Value);
            var answer = told.Next(answers);
            end.CancelAfter(Timeout.InfiniteTimeSpan);
            return answer;
        }
        catch (IOException)
        {
            // The next one is asked of another.
            Dispose();
            stop.ThrowIfCancellationRequested();
            failures++;
            return null;
        }
    }

    public void Dispose()
    {
        // Waits for one that is being killed.
        kill.Dispose();
        end?.Dispose();
        git?.Dispose();
        (git, end) = (null, null);
    }

    private ChildProcess Start(int first)
    {
        var started = raw.Start(isAsked: true, "diff-tree", "--stdin", "-r", "--root", "--always", "--raw", "-z", "--no-renames", "--no-abbrev");
        answers = new GitAnswers(started.Stdout.BaseStream);
        end = CancellationTokenSource.CreateLinkedTokenSource(stop);
        kill = end.Token.Register(started.Kill);
        // It waits for git most of the time.
        Task.Factory.StartNew(() => Ask(started.Stdin.BaseStream, first), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return started;
    }

    private void Ask(Stream stdin, int first)
    {
        try
        {
            using var questions = new StreamWriter(stdin, leaveOpen: true);
            // What follows an answer tells that it is whole; nothing follows the last one's own.
            foreach (var (before, after) in pairs.Skip(first).Append(pairs[^1]))
            {
                questions.Write(before is null ? $"{after}\n" : $"{after} {before}\n");
            }
        }
        catch (Exception fault) when (fault is IOException or ObjectDisposedException)
        {
            // Git has ended, as its answers do.
        }
    }

    private void Expect(string commit)
    {
        if (Encoding.UTF8.GetString(answers.Until(0)) != commit)
        {
            throw new EndOfStreamException();
        }
    }
}
