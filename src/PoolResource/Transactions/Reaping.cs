using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>
/// Takes the locks of a pool from stale claims: learns the claims, has their builds judged, and brings one commit into the
/// branch. Between the look and the commit nobody is kept from anything.
/// </summary>
/// <param name="look">The pool, and which of its claims are stale.</param>
/// <param name="source">The branch.</param>
/// <param name="actor">Who does it.</param>
/// <param name="timeout">How long it may take.</param>
/// <param name="log">What the user sees meanwhile.</param>
/// <param name="time">The clock.</param>
/// <param name="random">Spreads attempts.</param>
public sealed class Reaping(HeldClaims look, Source source, Actor actor, StepTimeout timeout, EngineLog log, TimeProvider time, Random random)
{
    /// <summary>Tells of claims whether their builds still run, in the order in which they are given.</summary>
    public required Func<IReadOnlyCollection<StandingClaim>, CancellationToken, Task<IReadOnlyList<JudgedClaim>>> Judge { get; init; }

    /// <summary>What has been tried; null while nothing was.</summary>
    public PoolTransaction? Transaction { get; private set; }

    /// <summary>Does it.</summary>
    /// <param name="grace">Ends it in order.</param>
    /// <exception cref="PoolException">It cannot be done, or not in the time given.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Reaped> RunAsync(GracePeriod grace)
    {
        using var session = await GitSession.OpenAsync(source, log, time, grace.Stop, leavesFilesOut: true);
        using var branch = session.OpenBranch(readAgain: false, filter: PartialFetch.All);
        return await RunAsync(branch, grace);
    }

    /// <summary>Does it in a branch that is open.</summary>
    /// <inheritdoc cref="RunAsync(GracePeriod)"/>
    /// <param name="branch">The branch.</param>
    /// <param name="grace">Ends it in order.</param>
    public async Task<Reaped> RunAsync(PoolBranch branch, GracePeriod grace)
    {
        var seen = await DoAsync(look, branch, grace);
        var fates = await FatesAsync(seen.Claims, grace.Stop);
        List<ClaimFate> all = [.. fates.Where(fate => fate.IsStale).OrderBy(fate => fate.Claim.Since ?? DateTimeOffset.MaxValue)];
        List<ClaimFate> stale = [.. all.Take(look.Policy.AtMost ?? int.MaxValue)];
        var now = time.GetUtcNow();
        foreach (var fate in fates)
        {
            log.Judged(fate, stale.Contains(fate), now);
        }

        if (stale.Count == 0 || look.IsRehearsal)
        {
            log.NothingToDo(stale.Count == 0 ? $"no claim of pool {look.Pool} is stale" : $"this is a dry run; without it, {stale.Count} locks would be taken", warning: null);
            return new Reaped(seen, fates, stale);
        }

        var done = await DoAsync(new ReapLocks(look.Pool, all, look.To) { AtMost = look.Policy.AtMost }, branch, grace);
        return new Reaped(done, fates, [.. done.Pushed?.Change.Reaped.Select(one => one.Fate) ?? []]);
    }

    private async Task<IReadOnlyList<ClaimFate>> FatesAsync(IReadOnlyList<StandingClaim> claims, CancellationToken stop)
    {
        var judged = look.Policy.AsksConcourse ? await JudgedAsync(claims, stop) : null;
        var now = time.GetUtcNow();
        return [.. claims.Select((claim, n) => look.Policy.Decide(claim, judged?[n].Verdict, now))];
    }

    // What Concourse has not told by then is kept.
    private async Task<IReadOnlyList<JudgedClaim>> JudgedAsync(IReadOnlyList<StandingClaim> claims, CancellationToken stop)
    {
        using var bound = timeout.ForPush(stop);
        try
        {
            return await Judge(claims, bound.Token);
        }
        catch (OperationCanceledException) when (bound.IsOver)
        {
            return [.. claims.Select(claim => new JudgedClaim(claim, new CannotTell($"Concourse has not told of all builds within {Duration.Describe(bound.Limit!.Value)}; raise {timeout.Parameter}", IsAnswered: false)))];
        }
    }

    private async Task<Finished> DoAsync(Operation operation, PoolBranch branch, GracePeriod grace)
    {
        var change = new OneChange(operation, source, actor, timeout, log, time, random) { HostIsKnown = Transaction is not null };
        try
        {
            return await change.RunAsync(branch, grace);
        }
        finally
        {
            Transaction = change.Transaction;
        }
    }
}
