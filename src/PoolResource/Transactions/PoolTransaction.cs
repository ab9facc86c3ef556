using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>One operation on its way into the branch: each attempt is a round of fetch, decide, commit and push.</summary>
public sealed class PoolTransaction(
    Operation operation, PoolBranch branch, Source source, Build build, StepTimeout timeout, EngineLog log, TimeProvider time)
{
    private readonly BranchHistory history = new(branch);
    private readonly Pushes pushes = new(new BranchHistory(branch));
    private readonly Handovers hands = new(branch);
    private (CommitId? Tip, Busy Why)? seen;
    private PushFailed? beaten;
    private bool hasBrought;
    private bool hasAnswered;

    /// <summary>The commit the branch pointed to in the last attempt; null before the branch's first commit.</summary>
    public CommitId? Tip { get; private set; }

    /// <summary>Whether the host has answered before this step.</summary>
    public bool HostIsKnown { get; init; }

    /// <summary>Whether the host has answered at least once.</summary>
    public bool HasReachedHost => HostIsKnown || hasAnswered || hasBrought;

    /// <summary>Whether a commit of this step is in the branch.</summary>
    public bool HasLanded => pushes.Landed is not null;

    /// <summary>The claims of this step that are in the branch, or may get there yet.</summary>
    public IReadOnlyList<PushedClaim> Claims => [.. pushes.Unsettled.Where(pushed => pushed.Change.Claims).Select(PushedClaim.Of)];

    /// <summary>The last commit that was pushed and may get in yet.</summary>
    public CommitId? Sent => pushes is { Landed: null, Unsettled: [.., var last] } ? last.Commit : null;

    /// <summary>Whether the last look has shown that the lock is not to be had, and that nothing is held.</summary>
    public bool IsWaiting => seen is var (tip, _) && tip == Tip;

    /// <summary>Tries once.</summary>
    /// <param name="grace">Ends the attempt in order: at once before a push, in time after one.</param>
    /// <exception cref="PoolException">Waiting would not help.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Attempt> AttemptAsync(GracePeriod grace)
    {
        var hadBranch = Tip is not null;
        using var bound = timeout.ForLook(isFirst: seen is null, grace.Stop);
        if (await LookAsync(bound) is { } landed)
        {
            return landed;
        }

        if (pushes.Next is { } next)
        {
            log.PushedAgain(beaten!.Words);
            return await PushAsync(next, grace);
        }

        if (seen is var (unmoved, why) && unmoved == Tip)
        {
            return new Waiting(why);
        }

        if (Tip is null && !operation.StartsBranch)
        {
            return hadBranch
                ? Wait(new Busy($"branch {source.Branch}", []) { Advice = "push it again", Notes = [$"branch {source.Branch} was deleted while this step waited; push it again"] })
                : throw new PoolException($"source.branch: {source.Uri} has no branch {source.Branch}; {source.Branch.Advice}");
        }

        var pools = branch.Objects.Pools(Tip, history);
        if (Tip is not null)
        {
            hands.RequireSame(operation, pools, Tip);
        }

        return operation.Decide(pools) switch
        {
            Busy busy => Wait(busy),
            Unchanged unchanged => Finish(unchanged),
            NothingHeld nothing => Finish(nothing),
            Changed change => await CommitAsync(change, grace),
            var unknown => throw new InvalidOperationException($"{unknown.GetType()} is no outcome"),
        };
    }

    /// <summary>Looks a last time whether a commit that was pushed is in the branch, whatever the host has said.</summary>
    /// <returns>What such a commit has done; null when there is none.</returns>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Finished?> SettleAsync(CancellationToken stop)
    {
        using var bound = timeout.ForPush(stop);
        return await LookAsync(bound);
    }

    /// <summary>Who holds the locks that stand in the way, as far as recent history tells.</summary>
    public Task<IReadOnlyList<string>> HoldersAsync(IEnumerable<Lock> held, CancellationToken stop) =>
        new Holders(branch, history, time.GetUtcNow()).NamesAsync(held, Tip, stop);

    private async Task<Finished?> LookAsync(Bound bound)
    {
        try
        {
            Tip = await FetchAsync(bound.Token) ? branch.Objects.Tip : null;
        }
        catch (OperationCanceledException) when (bound.IsOver)
        {
            throw new GitException("fetch", GitException.TimedOut, $"timed out after {Duration.Describe(bound.Limit!.Value)}");
        }

        hasAnswered = true;
        return pushes.FindIn(Tip) is not { } landed ? null : IsOver(landed) ? null : Landed(landed);
    }

    // What got in without our knowing may have been ended by somebody else before we looked.
    private bool IsOver(Pushed landed)
    {
        if (!landed.Change.Claims || hands.ChangedSince(landed.Commit, Tip!, PushedClaim.Of(landed).Claimed) is not { } by)
        {
            return false;
        }

        log.Lost(PushedClaim.Of(landed).Claimed, landed.Commit, by);
        pushes.Forget();
        return true;
    }

    // The first look brings the tip alone; later ones what has come since, so that our own commit is recognised in it
    // and holders are found. A commit that was pushed stays in the repository in which it was made.
    private async Task<bool> FetchAsync(CancellationToken stop)
    {
        switch (operation.Needs)
        {
            case SinceClaim { Commit: var known } when !hasBrought && !pushes.Any:
                if (!await history.FetchWithAsync(known, stop))
                {
                    return false;
                }

                break;
            default:
                if (!await branch.FetchAsync(stop, branch.Objects.IsEmpty ? ["--depth=1"] : []))
                {
                    return false;
                }

                break;
        }

        hasBrought = true;
        CommitId tip;
        do
        {
            tip = branch.Objects.Tip;
            if (tip != Tip && !await LearnAsync(tip, stop))
            {
                return false;
            }
        }
        while (branch.Objects.Tip != tip);
        return true;
    }

    private async Task<bool> LearnAsync(CommitId tip, CancellationToken stop)
    {
        switch (operation.Needs)
        {
            case SinceClaim { Commit: var known }:
                return await history.CompleteOrFetchAllAsync(known, stop);
            case ClaimsOf { Pool: var pool, Own: var own }:
                await history.LearnClaimsAsync(tip, branch.Objects.Pools(tip, history).HeldIn(pool), own, stop);
                return true;
            default:
                return true;
        }
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
        nothing.Untold.ToList().ForEach(log.Untold);
        return new Finished(Tip!, null, null);
    }

    private async Task<Attempt> CommitAsync(Changed change, GracePeriod grace)
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
        return await PushAsync(new Pushed(Write(change, message, now, grace), Tip, change), grace);
    }

    private CommitId Write(Changed change, string message, DateTimeOffset now, GracePeriod grace)
    {
        using var bound = timeout.ForPush(grace.Stop);
        try
        {
            return branch.Write(Tip, change.Moves, message, now, bound.Token);
        }
        catch (OperationCanceledException fault) when (bound.IsOver)
        {
            throw new PoolException($"source.signing_key: the commit was not signed within {Duration.Describe(bound.Limit!.Value)}; raise params.timeout", fault);
        }
    }

    private async Task<Attempt> PushAsync(Pushed pushed, GracePeriod grace)
    {
        grace.Stop.ThrowIfCancellationRequested();
        pushes.Add(pushed);
        using var bound = timeout.ForPush(grace.PushToken);
        switch (await branch.PushAsync(pushed.Commit, pushed.Parent, bound.Token))
        {
            case Accepted:
                pushes.Land(pushed);
                return Landed(pushed);
            case Rejected rejected:
                return beaten = new PushFailed(rejected.Words, Answered: true, pushes.Tries, rejected.Fault);
            case Unknown { Fault: var fault, IsUnseen: var isUnseen }:
                if (isUnseen)
                {
                    pushes.Refuse(pushed);
                }

                return beaten = new PushFailed(fault.Failure.Sentence, Answered: false, pushes.Tries, fault);
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
