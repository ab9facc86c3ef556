namespace PoolResource.Testing;

/// <summary>
/// A clock on which a pause is over as soon as it begins, and has taken its time; waits of
/// <paramref name="never"/> or longer (limits that guard something) do not end at all.
/// </summary>
public sealed class HurriedTime(TimeSpan never) : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly System.Threading.Lock gate = new();
    private readonly List<TimeSpan> pauses = [];
    private TimeSpan elapsed;

    /// <summary>Every pause that was made, in order.</summary>
    public IReadOnlyList<TimeSpan> Pauses => pauses;

    /// <summary>Called with the time that has gone by, at the end of each pause.</summary>
    public Action<TimeSpan>? Paused { get; set; }

    /// <summary>Called whenever somebody asks what time it is.</summary>
    public Action? Asked { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => elapsed.Ticks;

    public override DateTimeOffset GetUtcNow()
    {
        Asked?.Invoke();
        return Start + elapsed;
    }

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime >= TimeSpan.Zero && dueTime < never)
        {
            lock (gate)
            {
                elapsed += dueTime;
                pauses.Add(dueTime);
                Paused?.Invoke(elapsed);
            }

            ThreadPool.QueueUserWorkItem(_ => callback(state));
        }

        return new Timer();
    }

    private sealed class Timer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
