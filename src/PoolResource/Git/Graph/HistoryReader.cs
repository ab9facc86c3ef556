using System.Collections.Concurrent;
using PoolResource.Git.Objects;
using PoolResource.History;

namespace PoolResource.Git.Graph;

/// <summary>
/// Reads the history of locks from what is here of a branch, all of it at first, then only what is new: each commit once,
/// and of its trees those that are not the parents'.
/// </summary>
/// <param name="objects">What is here; history that was not fetched begins where it ends.</param>
/// <param name="patience">For how long git may compare one commit with a parent before its trees are read otherwise; 10 s by default, in which it tells of millions of files.</param>
public sealed class HistoryReader(GitObjects objects, TimeSpan? patience = null)
{
    // Each is asked of another git; to read everything takes no longer then.
    private const int MostLines = 16;

    private const int SlicesAhead = 4;

    private TimeSpan Patience => patience ?? TimeSpan.FromSeconds(10);

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
            return ReadAll(known, tip, stop);
        }

        var news = objects.Has(last) ? CommitLines.Of(objects.Raw, last, tip, known.Knows, stop) : null;
        return news?.StandOn(last) != true ? Read(LockHistory.Anew(last), tip, stop)
            : news.Foreign.All(known.Knows) && !IsPartlyOf(last, news) ? known.Add(Commits(news, stop))
            // Somebody has merged what began long ago.
            : Read(known.Rewritten is { } rewritten ? LockHistory.Anew(rewritten) : LockHistory.Empty, tip, stop);
    }

    private LockHistory ReadAll(LockHistory known, CommitId tip, CancellationToken stop)
    {
        try
        {
            using var log = new CommitLog(objects, tip, Patience, stop);
            return known.Add(Commits(log.Next, _ => false));
        }
        catch (Exception fault) when (fault is IOException or UnknownParentException)
        {
            // Something is odd, or lines of history meet that have parted long ago: then it has to be known beforehand which commits others stand on.
            return known.Add(Commits(CommitLines.Of(objects.Raw, null, tip, _ => false, stop), stop));
        }
    }

    /// <summary>Whether a commit is in the past of a history's tip, or is the tip.</summary>
    public bool Contains(LockHistory history, CommitId commit) =>
        history.Knows(commit) || (history.Tip is { } tip && objects.Has(commit) && IsIn(tip, commit));

    // Where clocks were wrong git lists for new what a commit contains, and not all of that is still known.
    private bool IsPartlyOf(CommitId last, CommitLines news) => news.Beginnings.Count > MostLines || news.Beginnings.Any(commit => IsIn(last, commit));

    private bool IsIn(CommitId tip, CommitId commit)
    {
        using var git = objects.Raw.Start(isAsked: false, ["merge-base", "--is-ancestor", commit.Value, tip.Value]);
        git.End(Timeout.InfiniteTimeSpan);
        return git.ExitCode == 0;
    }

    private IEnumerable<HistoryCommit> Commits(CommitLines lines, CancellationToken stop)
    {
        using var slices = new CommitSlices(objects, lines, Patience, stop);
        foreach (var commit in Commits(slices.Next, lines.IsFork))
        {
            yield return commit;
        }
    }

    // While some commits are told, git and another thread read the next ones.
    private static IEnumerable<HistoryCommit> Commits(Func<IReadOnlyList<ReadCommit>> next, Func<CommitId, bool> isFork)
    {
        using var read = new BlockingCollection<IReadOnlyList<ReadCommit>>(SlicesAhead);
        using var end = new CancellationTokenSource();
        var reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var commit in read.GetConsumingEnumerable().SelectMany(slice => slice))
            {
                yield return new HistoryCommit(commit.Id, commit.Facts, [.. commit.Parents.Zip(commit.Differences, (parent, locks) => new TreeChange(parent, locks))])
                {
                    ChangesNoFile = commit.ChangesNoFile,
                    IsFork = isFork(commit.Id),
                };
            }

            reading.GetAwaiter().GetResult();
        }
        finally
        {
            // Whoever ends here may close the repository.
            end.Cancel();
            ((IAsyncResult)reading).AsyncWaitHandle.WaitOne();
        }

        void Read()
        {
            try
            {
                while (!end.IsCancellationRequested && next() is { Count: > 0 } slice)
                {
                    read.Add(slice, end.Token);
                }
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // Nobody wants the rest.
            }
            finally
            {
                read.CompleteAdding();
            }
        }
    }
}
