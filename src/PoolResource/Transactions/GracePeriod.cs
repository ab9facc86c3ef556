namespace PoolResource.Transactions;

/// <summary>
/// The time a step has to end in order after it was asked to: Concourse kills it 10 s after SIGTERM, and a push that
/// is under way has to be awaited, and undone, before that. What is not settled then is left to another process.
/// </summary>
public sealed class GracePeriod : IDisposable
{
    /// <summary>A push that takes longer than this after the signal is given up.</summary>
    private static readonly TimeSpan ForPush = TimeSpan.FromSeconds(6);

    /// <summary>After this everything is given up; the rest is for closing the connection.</summary>
    private static readonly TimeSpan ForAll = TimeSpan.FromSeconds(7.5);

    private readonly CancellationTokenSource push;
    private readonly CancellationTokenSource all;
    private readonly CancellationTokenRegistration signal;

    /// <param name="time">The clock.</param>
    /// <param name="stop">Asks the step to end.</param>
    public GracePeriod(TimeProvider time, CancellationToken stop)
    {
        Stop = stop;
        push = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        all = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        signal = stop.Register(() =>
        {
            push.CancelAfter(ForPush);
            all.CancelAfter(ForAll);
        });
    }

    /// <summary>Fires with the signal: ends waits and readings.</summary>
    public CancellationToken Stop { get; }

    /// <summary>Fires when a push under way has to be given up.</summary>
    public CancellationToken PushToken => push.Token;

    /// <summary>Fires when nothing more can be done.</summary>
    public CancellationToken Token => all.Token;

    public void Dispose()
    {
        signal.Dispose();
        push.Dispose();
        all.Dispose();
    }
}
