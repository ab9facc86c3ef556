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

    private readonly CancellationToken asked;
    private readonly CancellationTokenSource stop = new();
    private readonly CancellationTokenSource push;
    private readonly CancellationTokenSource all;
    private readonly List<CancellationTokenRegistration> signals;

    /// <param name="time">The clock.</param>
    /// <param name="asked">Asks the step to end.</param>
    /// <param name="around">The grace of the step of which this one is a part; null when it is none.</param>
    public GracePeriod(TimeProvider time, CancellationToken asked, GracePeriod? around = null)
    {
        this.asked = asked;
        push = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        all = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        signals =
        [
            asked.Register(() =>
            {
                // First, for whoever ends now does it here and then, one after the other, before the signal goes on.
                push.CancelAfter(ForPush);
                all.CancelAfter(ForAll);
                stop.Cancel();
            }),
        ];
        IsPart = around is not null;
        if (around is not null)
        {
            signals.Add(around.PushToken.Register(push.Cancel));
            signals.Add(around.Token.Register(all.Cancel));
        }
    }

    /// <summary>Fires with the signal, once the time has begun to run, or with <see cref="End"/>: ends waits and readings.</summary>
    public CancellationToken Stop => stop.Token;

    /// <summary>Whether it is part of a step's that is ending already.</summary>
    public bool IsPart { get; }

    /// <summary>Why the step takes nothing any more, although nobody has asked it to end; null while it may.</summary>
    public string? Ended { get; private set; }

    /// <summary>Whether the step was asked to end.</summary>
    public bool IsAsked => asked.IsCancellationRequested;

    /// <summary>Fires when a push under way has to be given up.</summary>
    public CancellationToken PushToken => push.Token;

    /// <summary>Fires when nothing more can be done.</summary>
    public CancellationToken Token => all.Token;

    /// <summary>Ends waits and readings, and keeps pushes from being begun; one that is under way is awaited.</summary>
    /// <param name="why">A sentence.</param>
    public void End(string why)
    {
        Ended = why;
        stop.Cancel();
    }

    public void Dispose()
    {
        signals.ForEach(signal => signal.Dispose());
        stop.Dispose();
        push.Dispose();
        all.Dispose();
    }
}
