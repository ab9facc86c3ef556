using PoolResource.Git;

namespace PoolResource.Transactions;

/// <summary>What is left of <c>timeout</c>, by which every wait on the host is bounded.</summary>
/// <param name="timeout">What was given; null for as long as it takes.</param>
/// <param name="time">The clock.</param>
public sealed class StepTimeout(TimeSpan? timeout, TimeProvider time)
{
    /// <summary>So long the first look may take whatever was given, and so long a push, which is then looked for.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromSeconds(15);

    /// <summary>So long a look may take that begins just before the end of a wait: it tells who holds the lock.</summary>
    private static readonly TimeSpan ShortestLook = TimeSpan.FromSeconds(2);

    private readonly long started = time.GetTimestamp();

    /// <summary>What the user calls it.</summary>
    public string Parameter { get; init; } = "params.timeout";

    /// <summary>Whether it is bounded.</summary>
    public bool IsGiven => timeout is not null;

    /// <summary>How long may be waited.</summary>
    public TimeSpan Given => timeout ?? TimeSpan.MaxValue;

    /// <summary>The bound in words; where it is less than the first look may take, and that took longer, what that may take.</summary>
    public string Described => Duration.Describe(timeout < Least && Waited >= Least ? Least : timeout ?? Waited);

    /// <summary>How long the step has gone on.</summary>
    public TimeSpan Waited => time.GetElapsedTime(started);

    /// <summary>Whether nothing is left to wait for a lock.</summary>
    public bool IsOver => timeout <= Waited;

    /// <summary>Whether nothing is left to try again after a failure or a lost race.</summary>
    public bool IsSpent => IsOver && Least <= Waited;

    /// <summary>The bound of a look at the branch.</summary>
    /// <param name="isFirst">Whether it is the step's first.</param>
    /// <param name="stop">Ends it, too.</param>
    /// <remarks>Where nothing is left, a look after a lost race has what the first one might have taken.</remarks>
    public Bound ForLook(bool isFirst, CancellationToken stop) =>
        new(AtLeast((isFirst || Left <= TimeSpan.Zero) && Least - Waited > ShortestLook ? Least - Waited : ShortestLook), time, stop);

    /// <summary>The bound of a push, of the look for it, and of what else a commit needs that is not the branch's, such as a signature.</summary>
    public Bound ForPush(CancellationToken stop) => new(AtLeast(Least), time, stop);

    /// <summary>The pause, or what is left if that is less.</summary>
    /// <param name="pause">How long it would be.</param>
    /// <param name="isWait">Whether it is one between two looks at a lock that is not free.</param>
    public TimeSpan Within(TimeSpan pause, bool isWait) =>
        (isWait ? Left : AtLeast(Least - Waited)) is { Ticks: > 0 } left && left < pause ? left : pause;

    private TimeSpan? Left => timeout - Waited;

    private TimeSpan? AtLeast(TimeSpan least) => Left is { } left ? (left > least ? left : least) : null;
}

/// <summary>Fires when a time is over, or when a step is asked to end.</summary>
public sealed class Bound : IDisposable
{
    // A timer of .NET takes no more than 49.7 days.
    private static readonly TimeSpan Longest = TimeSpan.FromDays(49);

    private readonly CancellationToken stop;
    private readonly CancellationTokenSource time;
    private readonly CancellationTokenSource either;

    internal Bound(TimeSpan? limit, TimeProvider time, CancellationToken stop)
    {
        (this.stop, Limit) = (stop, limit);
        this.time = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        either = CancellationTokenSource.CreateLinkedTokenSource(this.time.Token, stop);
        if (limit is { } given)
        {
            this.time.CancelAfter(TimeSpan.FromTicks(long.Clamp(given.Ticks, 0, Longest.Ticks)));
        }
    }

    /// <summary>The time; null for none.</summary>
    public TimeSpan? Limit { get; }

    public CancellationToken Token => either.Token;

    /// <summary>Whether the time was over before anybody asked the step to end.</summary>
    public bool IsOver => time.IsCancellationRequested && !stop.IsCancellationRequested;

    /// <summary>Awaits what <see cref="Token"/> ends.</summary>
    /// <exception cref="GitException">The time was over first.</exception>
    public async Task<T> LimitAsync<T>(Task<T> asked)
    {
        try
        {
            return await asked;
        }
        catch (OperationCanceledException) when (IsOver)
        {
            throw new GitException("fetch", GitException.TimedOut, $"timed out after {Duration.Describe(Limit!.Value)}");
        }
    }

    public void Dispose()
    {
        either.Dispose();
        time.Dispose();
    }
}
