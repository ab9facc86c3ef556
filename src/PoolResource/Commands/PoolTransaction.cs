using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Commands;

/// <summary>One operation on its way into the branch: each attempt is a round of fetch, decide, commit and push.</summary>
public sealed class PoolTransaction(Operation operation, PoolBranch branch, Source source, Build build, BuildLog log, TimeProvider time)
{
    private readonly BranchHistory history = new(branch);
    private readonly Pushes pushes = new(new BranchHistory(branch));
    private (CommitId? Tip, Busy Why)? seen;

    /// <summary>The commit the branch pointed to in the last attempt; null before the branch's first commit.</summary>
    public CommitId? Tip { get; private set; }

    /// <summary>Whether the host has answered at least once.</summary>
    public bool HasReachedHost { get; private set; }

    /// <summary>A commit that was pushed, was not accepted, and may be in the branch or get there yet.</summary>
    public Pushed? Unsettled => pushes.Open;

    /// <summary>Tries once.</summary>
    /// <param name="grace">Ends the attempt in order: at once before a push, in time after one.</param>
    /// <exception cref="PoolException">Waiting would not help.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Attempt> AttemptAsync(Grace grace)
    {
        var hadBranch = Tip is not null;
        if (await LookAsync(grace.Stop) is { } landed)
        {
            return landed;
        }

        if (pushes.Next is { } next)
        {
            return await PushAsync(next, grace);
        }

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
            NothingHeld nothing => Finish(nothing),
            Changed change => await CommitAsync(change, grace),
            var unknown => throw new InvalidOperationException($"{unknown.GetType()} is no outcome"),
        };
    }

    /// <summary>Brings the branch, and looks whether a commit that was pushed is in it, whatever the host has said.</summary>
    /// <returns>What such a commit has done; null when there is none.</returns>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Finished?> LookAsync(CancellationToken stop)
    {
        Tip = await BringAsync(stop) ? branch.Objects.Tip : null;
        HasReachedHost = true;
        return pushes.FindIn(Tip) is { } landed ? Landed(landed) : null;
    }

    /// <summary>Who holds the locks that stand in the way, as far as recent history tells.</summary>
    public Task<IReadOnlyList<string>> HoldersAsync(IEnumerable<Lock> held, CancellationToken stop) =>
        new Holders(branch, history, time.GetUtcNow()).NamesAsync(held, Tip, stop);

    // The first look brings the tip alone; later ones what has come since, so that our own commit is recognised in it
    // and holders are found. A commit that was pushed stays in the repository in which it was made.
    private async Task<bool> BringAsync(CancellationToken stop)
    {
        if (operation.Needs is SinceCommit { Commit: var known })
        {
            if (!(pushes.Any ? await branch.FetchAsync(stop) : await history.BringAsync(known, stop)))
            {
                return false;
            }

            await history.CompleteAsync(known, stop);
        }
        else if (!await branch.FetchAsync(stop, branch.Objects.IsEmpty ? ["--depth=1"] : []))
        {
            return false;
        }

        var tip = branch.Objects.Tip;
        if (operation.Needs is ClaimsOf { Pool: var pool })
        {
            await history.LearnClaimsAsync(tip, branch.Objects.Pools(tip, history).HeldIn(pool), stop);
        }

        return true;
    }

    private Waiting Wait(Busy busy)
    {
        seen = (Tip, busy);
        return new Waiting(busy);
    }

    private Finished Finish(Unchanged unchanged)
    {
        log.NothingToDo(operation.Purpose, unchanged.Warning);
        return new Finished(Tip!, unchanged.Lock, null) { Pool = unchanged.Pool ?? source.Pool, Claim = unchanged.Claim };
    }

    private Finished Finish(NothingHeld nothing)
    {
        log.NothingHeld(nothing.Alias);
        return new Finished(Tip!, null, null);
    }

    private async Task<Attempt> CommitAsync(Changed change, Grace grace)
    {
        var now = time.GetUtcNow();
        var claimId = change.Kept?.Message.ClaimId
            ?? (change.Claims || change.NamesItsClaim ? Guid.CreateVersion7(now).ToString() : null);
        var message = CommitMessage.Write(
            change.Subject,
            change.Pool,
            claimId,
            build,
            change.Alias ?? change.Kept?.Alias,
            change.Moves.Count == 0 ? change.Lock : null,
            change.Continues?.Id ?? (change.NamesItsClaim ? change.Kept?.Id : null),
            change.TakenIn);
        return await PushAsync(new Pushed(branch.Write(Tip, change, message, now), Tip, change), grace);
    }

    private async Task<Attempt> PushAsync(Pushed pushed, Grace grace)
    {
        grace.Stop.ThrowIfCancellationRequested();
        var isFirst = pushes.Add(pushed);
        switch (await branch.PushAsync(pushed.Commit, pushed.Parent, grace.PushToken))
        {
            case Accepted:
                pushes.Settle();
                return Landed(pushed);
            case Rejected rejected:
                return new Beaten(rejected.Words, Answered: true);
            case Unknown { Fault: { IsRefusal: true } refusal }:
                if (isFirst)
                {
                    pushes.Unsent(pushed);
                }

                return await LookAsync(grace.Token) ?? throw refusal;
            case Unknown { Fault: var fault }:
                return await LookAsync(grace.Token) ?? (Attempt)new Beaten(GitFailure.Of(fault).Sentence, Answered: false);
            case var unknown:
                throw new InvalidOperationException($"{unknown.GetType()} is no answer");
        }
    }

    private Finished Landed(Pushed pushed)
    {
        if (pushed.Parent is null)
        {
            log.StartsBranch(source.Branch.Value);
        }

        if (pushed.Change.Warning is { } warning)
        {
            log.Warn(warning);
        }

        log.Done(pushed.Change.Subject, pushed.Commit);
        return new Finished(pushed.Commit, pushed.Change.Lock, pushed) { Pool = pushed.Change.Pool };
    }
}
