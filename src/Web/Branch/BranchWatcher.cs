using PoolResource.Git;
using PoolResource.History;
using PoolResource.Queue;

namespace PoolResource.Web.Branch;

/// <summary>Looks at the branch every five seconds, and sooner when it is told to; however many watch, the host is asked once.</summary>
/// <param name="branch">The branch.</param>
/// <param name="time">The clock.</param>
public sealed class BranchWatcher(WatchedBranch branch, TimeProvider time) : BackgroundService
{
    /// <summary>So long after a look begins the next one, where nobody asks for it.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    /// <summary>So long after a look begins the next one at the soonest.</summary>
    public static readonly TimeSpan Soonest = TimeSpan.FromSeconds(1);

    private const string Away = "the branch cannot be read; why stands in the server's log";

    // A host that is asked what a branch points to answers in a moment, or something is wrong with it.
    private static readonly TimeSpan LookLimit = TimeSpan.FromSeconds(30);
    private static readonly string Slow = $"to read the branch takes more than {Duration.Describe(LookLimit)}";

    private readonly SemaphoreSlim asked = new(0, 1);
    private readonly SnapshotReader reader = new(branch, time);
    private readonly NewsBoard board = new(branch, time);
    private TaskCompletionSource looked = NewsBoard.NewSignal();
    private GitSession? session;
    private HostRefs? refs;
    private long begun;
    private long ended;
    private long looks;
    private long failedLooks;

    /// <summary>What is known now.</summary>
    public BranchNews News => board.News;

    /// <summary>How often the host was asked.</summary>
    public long Looks => Interlocked.Read(ref looks);

    /// <summary>How often it did not answer.</summary>
    public long FailedLooks => Interlocked.Read(ref failedLooks);

    /// <summary>Looks at the branch at once, or as soon as the last look is a second ago.</summary>
    public void LookSoon()
    {
        try
        {
            asked.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is asked for already.
        }
    }

    /// <summary>Waits until what is known is newer.</summary>
    /// <param name="version">What was known.</param>
    /// <param name="stop">Ends the wait.</param>
    public Task<BranchNews> AfterAsync(long version, CancellationToken stop) => board.AfterAsync(version, stop);

    /// <summary>Looks at the branch, and waits until a look that began after this call is over, well or not.</summary>
    public async Task LookNowAsync(CancellationToken stop)
    {
        // One may be under way that began before.
        for (var next = Volatile.Read(ref begun) + 1; Volatile.Read(ref ended) < next;)
        {
            var signal = Volatile.Read(ref looked);
            LookSoon();
            await (Volatile.Read(ref ended) < next ? signal.Task.WaitAsync(stop) : Task.CompletedTask);
        }
    }

    public override void Dispose()
    {
        session?.Dispose();
        asked.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var start = time.GetTimestamp();
            var number = Interlocked.Increment(ref begun);
            await LookAsync(stoppingToken);
            Volatile.Write(ref ended, number);
            Interlocked.Exchange(ref looked, NewsBoard.NewSignal()).SetResult();
            await Task.Delay(Left(Soonest, start), time, stoppingToken);
            await WaitToBeAskedAsync(Left(Pause, start), stoppingToken);
        }
    }

    private TimeSpan Left(TimeSpan of, long start) => of - time.GetElapsedTime(start) is { Ticks: > 0 } left ? left : TimeSpan.Zero;

    private async Task WaitToBeAskedAsync(TimeSpan limit, CancellationToken stop)
    {
        using var over = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, stop);
        try
        {
            await asked.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Nobody asks: it is time anyway.
        }
    }

    private async Task LookAsync(CancellationToken stop)
    {
        Interlocked.Increment(ref looks);
        try
        {
            session ??= await GitSession.OpenAsync(branch.Source, branch.Log, time, stop);
            var there = await RefsAsync(session, stop);
            if (!IsSame(refs, there) || News.Seen is null)
            {
                var (told, before) = (time.GetUtcNow(), News.Seen);
                var reading = reader.ReadAsync(session, there, seen => board.Show(seen, told), stop);
                using var isRead = CancellationTokenSource.CreateLinkedTokenSource(stop);
                if (await Task.WhenAny(reading, Task.Delay(LookLimit, time, isRead.Token)) != reading && before is not null)
                {
                    // What is shown may be written down only now.
                    board.Fail(Slow, Slow, before);
                }

                await isRead.CancelAsync();
                await reading;
                refs = there;
            }
            else
            {
                board.Show(News.Seen, time.GetUtcNow());
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
        }
#pragma warning disable CA1031 // Whatever goes wrong with a look, the pages stay and say since when they are old.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref failedLooks);
            session?.Dispose();
            session = null;
            board.Fail(Away, LookFault.Of(fault, LookLimit));
        }
    }

    private async Task<HostRefs> RefsAsync(GitSession way, CancellationToken stop)
    {
        using var limit = new CancellationTokenSource(LookLimit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, stop);
        return await way.LookAsync(Ticket.Refs, either.Token);
    }

    private static bool IsSame(HostRefs? known, HostRefs there) =>
        known is not null && known.Tip == there.Tip && known.Others.Count == there.Others.Count
        && known.Others.All(one => there.Others.TryGetValue(one.Key, out var id) && id == one.Value);
}
