using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>Brings one operation into the branch, whoever asks for it, from the first look to the end of the session with the host.</summary>
/// <param name="operation">What is to be done.</param>
/// <param name="source">The branch.</param>
/// <param name="actor">Who does it.</param>
/// <param name="timeout">How long it may take.</param>
/// <param name="log">What the user sees meanwhile.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads attempts.</param>
public sealed class OneChange(Operation operation, Source source, Actor actor, StepTimeout timeout, EngineLog log, TimeProvider time, Random random)
{
    /// <summary>Why it is done; null where nobody says.</summary>
    public Reason? Reason { get; init; }

    /// <summary>How much earlier than others it is served: −100 to 100 steps of ten minutes each.</summary>
    public int Priority { get; init; }

    /// <summary>Tells whoever waits how long a lock of a pool is usually held; null where nobody knows.</summary>
    public Func<PoolName, TimeSpan?>? UsualHold { get; init; }

    /// <summary>Whether recent history is read for that, where nobody else knows.</summary>
    public bool ReadsUsualHold { get; init; }

    /// <summary>Whether the host has answered before.</summary>
    public bool HostIsKnown { get; init; }

    /// <summary>Returns with a sentence once whoever waits is to take nothing any more; null where nobody can tell.</summary>
    public Func<CancellationToken, Task<string>>? Ending { get; init; }

    /// <summary>What has been tried; null while nothing was.</summary>
    public PoolTransaction? Transaction { get; private set; }

    /// <summary>Does it.</summary>
    /// <param name="grace">Ends it in order.</param>
    /// <exception cref="PoolException">It cannot be done, or not in the time given.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Finished> RunAsync(GracePeriod grace)
    {
        using var session = await GitSession.OpenAsync(source, log, time, grace.Stop, leavesFilesOut: true);
        using var branch = session.OpenBranch(readAgain: false, filter: PartialFetch.All);
        return await RunAsync(branch, grace);
    }

    /// <summary>Does it in a branch that is open.</summary>
    /// <inheritdoc cref="RunAsync(GracePeriod)"/>
    /// <param name="branch">The branch.</param>
    /// <param name="grace">Ends it in order.</param>
    public async Task<Finished> RunAsync(PoolBranch branch, GracePeriod grace)
    {
        Transaction = new PoolTransaction(operation, branch, source, actor, timeout, log, time)
        {
            HostIsKnown = HostIsKnown,
            Reason = Reason,
            Line = source.Queue && operation.Wish is { } wish ? new PlaceInLine(operation, wish, branch, source.Branch, actor, log, time, random) { Priority = Priority } : null,
        };
        using var done = new CancellationTokenSource();
        var ending = operation.GivesBack ? Task.CompletedTask : WatchAsync(grace, done.Token);
        try
        {
            var finished = await new RetryLoop(Transaction, operation, source, timeout, log, time, random) { UsualHold = UsualHold ?? (ReadsUsualHold ? RecentHolds(Transaction, grace.Stop) : null) }.RunAsync(grace);
            return finished.Pushed is { Change.Claims: true } claim && WhyInVain(claim, grace) is { } why ? throw new PoolException(why) : finished;
        }
        catch (Exception fault) when (grace is { Ended: not null, IsAsked: false })
        {
            throw new PoolException(grace.Ended, fault);
        }
        finally
        {
            await done.CancelAsync();
            await ending;
            await LeaveAsync(Transaction, grace);
        }
    }

    // What has got in too late is for whoever asked to take back.
    private string? WhyInVain(Pushed claim, GracePeriod grace) =>
        grace is { Ended: { } ended, IsAsked: false } ? ended
        : claim.LeaseUntil <= time.GetUtcNow() ? $"the host took the claim of lock {claim.Change.Lock} of pool {claim.Change.Pool} only when its lease was over ({Lease.Write(claim.LeaseUntil.Value)}); run it again, or give it a longer lease"
        : null;

    // Once a wait: what is usual does not change in it.
    private static Func<PoolName, TimeSpan?> RecentHolds(PoolTransaction transaction, CancellationToken stop)
    {
        var known = new Dictionary<PoolName, TimeSpan?>();
        return pool => known.TryGetValue(pool, out var hold) ? hold : known[pool] = transaction.UsualHold(pool, stop);
    }

    private async Task WatchAsync(GracePeriod grace, CancellationToken done)
    {
        try
        {
            if (Ending is not null)
            {
                grace.End(await Ending(done));
            }
        }
#pragma warning disable CA1031 // Whatever keeps it from being told, the wait goes on.
        catch (Exception)
#pragma warning restore CA1031
        {
        }
    }

    // A claim that may be in the branch has the time that is left: whoever takes it back ends the ticket. One that
    // was pushed once, and somebody else was faster than, is not there.
    private async Task LeaveAsync(PoolTransaction transaction, GracePeriod grace)
    {
        if (transaction is { Line: { IsIn: true } line } && (transaction.Sent is null || transaction.Claims.Count == 0 || transaction.LastFailure is { Tries: 1, IsLostRace: true } || !grace.IsAsked))
        {
            using var bound = timeout.ForPush(grace.PushToken);
            await line.LeaveAsync(bound.Token);
        }
    }

    /// <summary>Takes the claim back that is in the branch, or waits until none of them can get there.</summary>
    /// <param name="claims">The claims that were pushed, in order.</param>
    /// <param name="tickets">The refs of its tickets that are left in the line.</param>
    /// <param name="source">The branch.</param>
    /// <param name="actor">Who takes them back.</param>
    /// <param name="log">Told of the commit that is made.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it before it is settled.</param>
    /// <returns>The lock; null when there was nothing to take back.</returns>
    /// <exception cref="OperationCanceledException">It is not settled.</exception>
    public static async Task<LockName?> TakeBackAsync(
        IReadOnlyList<PushedClaim> claims, IReadOnlyList<string> tickets, Source source, Actor actor, EngineLog log, TimeProvider time, CancellationToken stop)
    {
        using var session = await OpenAsync(source, time, stop);
        using var branch = session.OpenBranch(readAgain: false, afterPush: true, filter: PartialFetch.All);
        return await new ClaimRollback(branch, actor, log, time) { Tickets = tickets }.WithdrawAsync(claims, stop);
    }

    // It was opened before: what went wrong, as on a full disk, may pass.
    private static async Task<GitSession> OpenAsync(Source source, TimeProvider time, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                return await GitSession.OpenAsync(source, new EngineLog(TextWriter.Null), time, stop);
            }
            catch (Exception fault) when (fault is PoolException or IOException or UnauthorizedAccessException)
            {
                await Task.Delay(ClaimRollback.AfterLook, time, stop);
            }
        }
    }
}
