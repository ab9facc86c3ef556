namespace PoolResource.SimulationTests.World;

/// <summary>
/// Virtual time and the one order in which everything happens: what is due first goes first, and of that what was asked for
/// first. All of it runs in the thread that turns it, so that a seed is played the same way each time.
/// </summary>
internal sealed class Clock
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    private readonly PriorityQueue<Due, (TimeSpan At, long Number)> dues = new();
    private readonly int thread = Environment.CurrentManagedThreadId;
    private readonly Context context = new();
    private readonly List<(CancellationToken Stop, TaskCompletionSource Over)> watched = [];
    private long asked;

    public Clock() => SynchronizationContext.SetSynchronizationContext(context);

    /// <summary>How long the play has gone on.</summary>
    public TimeSpan Now { get; private set; }

    /// <summary>The time that a clock shows which is right.</summary>
    public DateTimeOffset UtcNow => Start + Now;

    /// <summary>How many things have happened.</summary>
    public long Events { get; private set; }

    /// <summary>Has something happen later.</summary>
    /// <param name="pause">How much later.</param>
    /// <param name="what">What happens.</param>
    /// <returns>What calls it off.</returns>
    public Due After(TimeSpan pause, Action what)
    {
        if (Environment.CurrentManagedThreadId != thread)
        {
            throw new InvalidOperationException("something of the play runs in another thread: its order is not the seed's any more");
        }

        var due = new Due { What = what };
        dues.Enqueue(due, (Now + (pause > TimeSpan.Zero ? pause : TimeSpan.Zero), asked++));
        return due;
    }

    /// <summary>A pause.</summary>
    public Task Pause(TimeSpan pause)
    {
        var over = new TaskCompletionSource();
        After(pause, over.SetResult);
        return over.Task;
    }

    /// <summary>Has everything happen until nothing is left, or until a time.</summary>
    /// <param name="until">The time.</param>
    /// <param name="each">What is looked at after each event.</param>
    public void Run(TimeSpan until, Action each)
    {
        while (dues.TryPeek(out _, out var next) && next.At <= until)
        {
            var due = dues.Dequeue();
            if (due.What is { } what)
            {
                Now = next.At;
                Events++;
                what();
                context.Drain();
                EndWatched();
                each();
            }
        }
    }

    /// <summary>Cancels what a process waits for; a pause of .NET's ends in another thread then, and the play waits until that is here.</summary>
    /// <param name="stop">Cancels it.</param>
    /// <param name="isPause">Whether the process is in such a pause.</param>
    public void Cancel(CancellationTokenSource stop, bool isPause)
    {
        stop.Cancel();
        if (isPause)
        {
            context.Await();
        }
    }

    /// <summary>Returns once a token is canceled, whoever does that, and in this thread.</summary>
    public Task Until(CancellationToken stop)
    {
        var over = new TaskCompletionSource();
        watched.Add((stop, over));
        return over.Task;
    }

    private void EndWatched()
    {
        for (var n = watched.Count - 1; n >= 0; n--)
        {
            if (watched[n] is { Stop.IsCancellationRequested: true, Over: var over })
            {
                watched.RemoveAt(n);
                over.SetResult();
                context.Drain();
                n = watched.Count;
            }
        }
    }

    // What was awaited in this thread goes on in it.
    private sealed class Context : SynchronizationContext
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<(SendOrPostCallback Call, object? State)> posted = new();

        public override void Post(SendOrPostCallback d, object? state) => posted.Enqueue((d, state));

        public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("nobody waits for another");

        public override SynchronizationContext CreateCopy() => this;

        public void Drain()
        {
            while (posted.TryDequeue(out var one))
            {
                one.Call(one.State);
            }
        }

        public void Await()
        {
            if (!SpinWait.SpinUntil(() => !posted.IsEmpty, TimeSpan.FromSeconds(10)))
            {
                throw new InvalidOperationException("a pause was to end, and did not");
            }
        }
    }

    /// <summary>Something that is going to happen.</summary>
    public sealed class Due
    {
        /// <summary>What it is; null once it was called off.</summary>
        public Action? What { get; set; }
    }
}
