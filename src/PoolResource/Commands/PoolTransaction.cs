using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Commands;

/// <summary>One operation on its way into the branch: each attempt is a round of fetch, decide, commit and push.</summary>
public sealed class PoolTransaction(Operation operation, PoolBranch branch, Source source, Build build, BuildLog log, TimeProvider time)
{
    private readonly BranchHistory history = new(branch);
    private (CommitId? Tip, Busy Why)? seen;

    /// <summary>The commit the branch pointed to in the last attempt; null before the branch's first commit.</summary>
    public CommitId? Tip { get; private set; }

    /// <summary>Whether the host has answered at least once.</summary>
    public bool HasReachedHost { get; private set; }

    /// <summary>A commit that was pushed without an answer, which may be in the branch.</summary>
    public Pushed? Unanswered { get; private set; }

    /// <summary>Tries once.</summary>
    /// <param name="grace">Ends the attempt in order: at once before a push, in time after one.</param>
    /// <exception cref="PoolException">Waiting would not help.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Attempt> AttemptAsync(Grace grace)
    {
        if (Unanswered is { } unanswered && await ResolveAsync(unanswered, grace) is { } resolved)
        {
            return resolved;
        }

        var hadBranch = Tip is not null;
        Tip = await FetchAsync(grace.Stop);
        HasReachedHost = true;
        if (seen is var (unmoved, why) && unmoved == Tip)
        {
            return new Waiting(why);
        }

        if (Tip is null && !operation.StartsBranch)
        {
            return hadBranch
                ? Wait(new Busy($"branch {source.Branch}, which was deleted meanwhile", []))
                : throw new PoolException($"source.branch: {source.Uri} has no branch {source.Branch}; correct it, or add a lock to begin it");
        }

        return operation.Attempt(branch.Objects.Pools(Tip, history)) switch
        {
            Busy busy => Wait(busy),
            Unchanged unchanged => Finish(unchanged),
            AlreadyHeld { Claim: var claim } => Finish(claim),
            Changed change => await CommitAsync(change, grace),
            var unknown => throw new InvalidOperationException($"{unknown.GetType()} is no outcome"),
        };
    }

    /// <summary>Who holds the locks that stand in the way, as far as recent history tells.</summary>
    public async Task<IReadOnlyList<string>> HoldersAsync(IEnumerable<Lock> held, CancellationToken stop)
    {
        var lines = new List<string>();
        foreach (var one in held)
        {
            var commit = Tip is null
                ? null
                : await history.NewestTouchingAsync(Tip, one.Path, BranchHistory.RecentSteps, stop);
            lines.Add(BuildLog.HeldBy(one, commit is null ? null : branch.Objects.Describe(commit).Holder));
        }

        return lines;
    }

    private async Task<CommitId?> FetchAsync(CancellationToken stop)
    {
        // The first fetch brings the tip alone; later ones what has come since, so that our own commit is
        // recognised in it and holders are found.
        if (operation.Needs is SinceCommit { Commit: var known })
        {
            if (!await history.BringAsync(known, stop))
            {
                return null;
            }

            await history.CompleteAsync(known, stop);
        }
        else if (!await branch.FetchAsync(stop, branch.Objects.IsEmpty ? ["--depth=1"] : []))
        {
            return null;
        }

        var tip = branch.Objects.Tip;
        if (operation.Needs is ClaimsOf { Pool: var pool })
        {
            foreach (var name in branch.Objects.Pools(tip, history).Standing(pool, LockState.Claimed))
            {
                await history.NewestTouchingAsync(tip, new Lock(pool, LockState.Claimed, name).Path, BranchHistory.AllSteps, stop);
            }
        }

        return tip;
    }

    private Waiting Wait(Busy busy)
    {
        seen = (Tip, busy);
        return new Waiting(busy);
    }

    private Finished Finish(Unchanged unchanged)
    {
        log.NothingToDo(operation.Purpose, unchanged.Warning);
        return new Finished(Tip!, unchanged.Lock, null);
    }

    private Finished Finish(StandingClaim claim)
    {
        log.AlreadyHeld(claim);
        return new Finished(claim.Ref, claim.Lock, null);
    }

    private async Task<Attempt> CommitAsync(Changed change, Grace grace)
    {
        grace.Stop.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        var claimId = change.ClaimId ?? (change.Claims ? Guid.CreateVersion7(now).ToString() : null);
        var message = CommitMessage.Write(change.Subject, source.Pool, claimId, build, change.Alias ?? KeptAlias(change));
        return await PushAsync(new Pushed(branch.Write(Tip, change, message, now), Tip, change), grace);
    }

    private async Task<Attempt> PushAsync(Pushed pushed, Grace grace)
    {
        var isFirst = Unanswered is null;
        Unanswered = pushed;
        switch (await branch.PushAsync(pushed.Commit, pushed.Parent, grace.PushToken))
        {
            case Accepted:
                return Landed(pushed);
            case Rejected rejected:
                if (!isFirst && await HasLandedAsync(pushed, grace))
                {
                    return Landed(pushed);
                }

                Forget(pushed, isFirst);
                return new Beaten(rejected.Words, Answered: true);
            case Unknown { Fault: var fault }:
                if (await HasLandedAsync(pushed, grace))
                {
                    return Landed(pushed);
                }

                if (fault.IsRefusal)
                {
                    Forget(pushed, isFirst);
                    throw fault;
                }

                return new Beaten(GitFailure.Of(fault).Sentence, Answered: false);
            case var unknown:
                throw new InvalidOperationException($"{unknown.GetType()} is no answer");
        }
    }

    // A push that was turned down never gets in; an earlier one of the same commit still may, until the branch has moved.
    private void Forget(Pushed pushed, bool isFirst) => Unanswered = isFirst || Tip != pushed.Parent ? null : pushed;

    // A change by the holder carries on the name under which the build holds the lock.
    private string? KeptAlias(Changed change) =>
        change.ClaimId is not null && operation.Needs is SinceCommit { Commit: var claim }
            ? branch.Objects.Describe(claim).Message.Alias
            : null;

    /// <summary>
    /// Settles a push without an answer: its commit is in the branch; or the branch has not moved, the commit may yet
    /// get in, and pushing the same one again is safe; or the branch has moved past it, and it never will (null).
    /// </summary>
    private async Task<Attempt?> ResolveAsync(Pushed pushed, Grace grace)
    {
        if (await HasLandedAsync(pushed, grace))
        {
            return Landed(pushed);
        }

        if (Tip == pushed.Parent)
        {
            grace.Stop.ThrowIfCancellationRequested();
            return await PushAsync(pushed, grace);
        }

        Unanswered = null;
        return null;
    }

    private async Task<bool> HasLandedAsync(Pushed pushed, Grace grace)
    {
        Tip = await branch.FetchAsync(grace.Token) ? branch.Objects.Tip : null;
        return Tip is not null && history.Contains(Tip, pushed.Commit);
    }

    private Finished Landed(Pushed pushed)
    {
        Unanswered = null;
        if (pushed.Parent is null)
        {
            log.StartsBranch(source.Branch.Value);
        }

        log.Done(pushed.Change.Subject, pushed.Commit);
        return new Finished(pushed.Commit, pushed.Change.Lock, pushed);
    }
}
