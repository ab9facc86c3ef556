using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

public sealed class TheTimeThatIsLeftAfterASignal
{
    [Fact]
    public async Task RunsBeforeWhoeverEndsByTheSignalHasEnded()
    {
        var clock = new Clock();
        using var signal = new CancellationTokenSource();
        using var grace = new GracePeriod(clock, signal.Token);
        var running = -1;
        await using var ending = grace.Stop.Register(() => running = clock.Running);

        await signal.CancelAsync();

        Assert.Equal(2, running);
        Assert.True(grace.IsAsked);
    }

    [Fact]
    public void IsNoLongerForAPartOfAStepThanForTheStep()
    {
        using var signal = new CancellationTokenSource();
        using var own = new CancellationTokenSource();
        var clock = new Clock();
        using var grace = new GracePeriod(clock, signal.Token);
        using var part = new GracePeriod(clock, own.Token, grace);
        Assert.Equal((false, true), (grace.IsPart, part.IsPart));
        signal.Cancel();

        clock.Fire(TimeSpan.FromSeconds(6));
        Assert.True(part.PushToken.IsCancellationRequested);
        Assert.False(part.Token.IsCancellationRequested);
        Assert.False(part.Stop.IsCancellationRequested);

        clock.Fire(TimeSpan.FromSeconds(7.5));
        Assert.True(part.Token.IsCancellationRequested);
    }

    private sealed class Clock : TimeProvider
    {
        private readonly List<Alarm> alarms = [];

        public int Running => alarms.Count(alarm => alarm.Due is not null);

        public void Fire(TimeSpan due) => alarms.FindAll(alarm => alarm.Due == due).ForEach(alarm => alarm.Ring());

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var alarm = new Alarm(() => callback(state));
            alarm.Change(dueTime, period);
            alarms.Add(alarm);
            return alarm;
        }
    }

    private sealed class Alarm(Action ring) : ITimer
    {
        public TimeSpan? Due { get; private set; }

        public void Ring() => ring();

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : dueTime;
            return true;
        }

        public void Dispose() => Due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
