using PoolResource.Testing;

namespace PoolResource.WebTests.Notices;

/// <summary>A clock on which a pause is over as soon as it begins, and a limit when the test says so.</summary>
/// <param name="limit">What is a limit.</param>
internal sealed class PausesAreOver(TimeSpan limit) : TimeProvider
{
    private readonly System.Threading.Lock gate = new();
    private readonly List<TimeSpan> pauses = [];
    private readonly List<Timer> limits = [];

    /// <summary>Every pause that was made, in order.</summary>
    public IReadOnlyList<TimeSpan> Pauses
    {
        get
        {
            lock (gate)
            {
                return [.. pauses];
            }
        }
    }

    public override DateTimeOffset GetUtcNow() => LockRepository.FirstCommit;

    public override long GetTimestamp() => 0;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(() => callback(state), Begin);
        Begin(timer, dueTime);
        return timer;
    }

    /// <summary>Has every limit be over that has begun.</summary>
    public void EndLimits()
    {
        lock (gate)
        {
            limits.ForEach(timer => timer.End());
            limits.Clear();
        }
    }

    private void Begin(Timer timer, TimeSpan dueTime)
    {
        lock (gate)
        {
            if (dueTime == limit)
            {
                limits.Add(timer);
            }
            else if (dueTime >= TimeSpan.Zero)
            {
                pauses.Add(dueTime);
                ThreadPool.QueueUserWorkItem(_ => timer.End());
            }
        }
    }

    private sealed class Timer(Action? over, Action<Timer, TimeSpan> begin) : ITimer
    {
        public void End() => Interlocked.Exchange(ref over, null)?.Invoke();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            begin(this, dueTime);
            return true;
        }

        public void Dispose() => over = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
