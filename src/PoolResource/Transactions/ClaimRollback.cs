using PoolResource.Git;
using PoolResource.Git.Graph;

namespace PoolResource.Transactions;

/// <summary>Settles what became of claims that were pushed, and takes back the one that got in.</summary>
public sealed class ClaimRollback(PoolBranch branch, Actor actor, EngineLog log, TimeProvider time)
{
    /// <summary>The first pause after a look that settled nothing.</summary>
    public static readonly TimeSpan AfterLook = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AfterRace = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);

    private readonly HistoryFetcher history = new(branch);
    private readonly ChangeWriter writer = new(branch, actor, time);

    // What is wrong here and not with the host may be the repository of this step.
    private bool mustRestart;

    /// <summary>The refs of the tickets with which the step has waited for the claims, if they are left: they go first, be it that nothing else can be done.</summary>
    public IReadOnlyList<string> Tickets { get; init; } = [];

    /// <summary>
    /// Looks, one second apart at first and 15 later, until one of the claims is in the branch, which is undone by a
    /// commit of its own unless somebody has touched the lock since; or until the branch has moved on without them,
    /// so that none can get in any more.
    /// </summary>
    /// <param name="claims">The commits that a step has pushed, in order.</param>
    /// <param name="stop">Ends it before it is settled.</param>
    /// <returns>The lock that was given back; null when there was nothing to give back.</returns>
    /// <exception cref="OperationCanceledException">It is not settled.</exception>
    public async Task<LockName?> WithdrawAsync(IReadOnlyList<PushedClaim> claims, CancellationToken stop)
    {
        if (Tickets.Count > 0)
        {
            await branch.PushRefsAsync([.. Tickets.Select(name => new RefChange(name, null))], stop);
        }

        for (var look = 0; ; look++)
        {
            switch (await TryAsync(claims, stop))
            {
                case Open { Raced: var raced }:
                    await Task.Delay(Pause(raced ? AfterRace : AfterLook, look), time, stop);
                    break;
                case Over { Given: var given }:
                    return given;
            }
        }
    }

    private async Task<State> TryAsync(IReadOnlyList<PushedClaim> claims, CancellationToken stop)
    {
        try
        {
            if (mustRestart)
            {
                branch.Restart();
                mustRestart = false;
            }

            var from = claims[0].Parent;
            if (!(from is null ? await branch.FetchAsync(stop) : await history.FetchWithAsync(from, stop)))
            {
                return claims.Any(claim => claim.Parent is null) ? new Open() : new Over(null);
            }

            var tip = branch.Objects.Tip;
            return claims.FirstOrDefault(claim => history.Graph.Contains(tip, claim.Commit)) is { } landed ? await UndoAsync(landed, landed.Commit, stop)
                : claims.LastOrDefault(claim => claim is { EndsEarlier: true, Parent: not null }) is { } later ? await UndoAsync(later, later.Parent!, stop)
                : claims.Any(claim => claim.Parent == tip) ? new Open()
                : new Over(null);
        }
#pragma warning disable CA1031 // Whatever went wrong, it is tried again: whoever holds the lock does not know it.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            mustRestart = fault is not GitException;
            return new Open();
        }
    }

    // Where the push is not accepted the next look tells what became of it: then the lock was touched, by us or by others.
    // A commit that was to go on with an earlier claim cannot get in any more once that claim is given back.
    private async Task<State> UndoAsync(PushedClaim pushed, CommitId since, CancellationToken stop)
    {
        await history.CompleteAsync(since, stop);
        var tip = branch.Objects.Tip;
        var inverse = pushed.Inverse;
        if (history.Graph.Since(since, tip).FirstOrDefault(commit => history.Graph.ChangesHands(commit, pushed.Claimed)) is { } touched)
        {
            return new Over(branch.Objects.Describe(touched).Message.Reason == CommitMessage.Aborted ? pushed.Claimed.Name : null);
        }

        var commit = writer.WriteInverse(inverse, tip, stop);
        switch (await branch.PushAsync(commit, tip, [], stop))
        {
            case Accepted:
                log.Done(inverse.Subject, commit);
                return new Over(pushed.Claimed.Name);
            case var other:
                stop.ThrowIfCancellationRequested();
                return new Open(Raced: other is Rejected);
        }
    }

    private static TimeSpan Pause(TimeSpan first, int look) =>
        first * Math.Pow(1.5, look) is var pause && pause < Longest ? pause : Longest;

    private abstract record State;

    private sealed record Open(bool Raced = false) : State;

    private sealed record Over(LockName? Given) : State;
}
