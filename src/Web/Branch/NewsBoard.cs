namespace PoolResource.Web.Branch;

/// <summary>What is known of the branch, for whoever waits for something newer.</summary>
/// <param name="branch">The branch.</param>
/// <param name="time">The clock.</param>
internal sealed class NewsBoard(WatchedBranch branch, TimeProvider time)
{
    private readonly object writing = new();
    private readonly OutageLog log = new(branch);
    private TaskCompletionSource changed = NewSignal();
    private BranchNews news = new(0, null, null, null);

    /// <summary>What is known now.</summary>
    public BranchNews News => Volatile.Read(ref news);

    /// <summary>Waits until what is known is newer.</summary>
    /// <param name="version">What was known.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<BranchNews> AfterAsync(long version, CancellationToken stop)
    {
        while (true)
        {
            var signal = Volatile.Read(ref changed);
            if (News.Version > version)
            {
                return News;
            }

            await signal.Task.WaitAsync(stop);
        }
    }

    /// <summary>Shows what was read.</summary>
    /// <param name="seen">The branch.</param>
    /// <param name="told">When the host said what it points to.</param>
    public void Show(Snapshot? seen, DateTimeOffset told)
    {
        lock (writing)
        {
            Write(seen, told, null);
            log.Answered(seen, time.GetUtcNow());
        }
    }

    /// <summary>Says that what is shown is old.</summary>
    /// <param name="sentence">Why, for everybody.</param>
    /// <param name="words">Why, for the log.</param>
    /// <param name="shown">What was shown when that began, where anything newer would belie it.</param>
    public void Fail(string sentence, string words, Snapshot? shown = null)
    {
        lock (writing)
        {
            var (last, now) = (News, time.GetUtcNow());
            if (shown is null || shown == last.Seen)
            {
                var outage = new Outage(sentence, last.Outage?.Since ?? last.LookedAt ?? now);
                Write(last.Seen, last.LookedAt, outage);
                log.Failed(outage, words, now);
            }
        }
    }

    /// <summary>Something to wait for.</summary>
    public static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Write(Snapshot? seen, DateTimeOffset? told, Outage? outage)
    {
        var last = News;
        var isNew = seen != last.Seen || outage != last.Outage;
        Volatile.Write(ref news, new BranchNews(isNew ? last.Version + 1 : last.Version, seen, told, outage));
        if (isNew)
        {
            Interlocked.Exchange(ref changed, NewSignal()).SetResult();
        }
    }
}
