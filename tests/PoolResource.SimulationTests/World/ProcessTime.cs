namespace PoolResource.SimulationTests.World;

/// <summary>The time of one process: its clock may be wrong, and it ends where the process is killed.</summary>
/// <param name="clock">The play's time.</param>
/// <param name="wrong">By how much its clock is ahead.</param>
internal sealed class ProcessTime(Clock clock, TimeSpan wrong) : TimeProvider
{
    /// <summary>Whether the process was killed: nothing happens in it any more.</summary>
    public bool IsDead { get; set; }

    /// <summary>How many answers it waits for.</summary>
    public int Asks { get; private set; }

    /// <summary>When it has asked for one last.</summary>
    public TimeSpan Asked { get; private set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Notes that it asks.</summary>
    public void Asking() => (Asks, Asked) = (Asks + 1, clock.Now);

    /// <summary>Notes that it has the answer, or none any more.</summary>
    public void Answered() => Asks--;

    public override long GetTimestamp() => clock.Now.Ticks;

    public override DateTimeOffset GetUtcNow() => clock.UtcNow + wrong;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, clock, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class Timer(ProcessTime time, Clock clock, Action callback) : ITimer
    {
        private Clock.Due? due;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Dispose();
            if (dueTime >= TimeSpan.Zero)
            {
                due = clock.After(dueTime, () =>
                {
                    if (!time.IsDead)
                    {
                        callback();
                    }
                });
            }

            return true;
        }

        public void Dispose()
        {
            if (due is not null)
            {
                due.What = null;
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
