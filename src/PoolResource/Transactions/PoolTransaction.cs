using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>One operation on its way into the branch: each attempt is a round of fetch, decide, commit and push.</summary>
public sealed class PoolTransaction
{
    private readonly Operation operation;
    private readonly PoolBranch branch;
    private readonly Source source;
    private readonly StepTimeout timeout;
    private readonly EngineLog log;
    private readonly TimeProvider time;
    private readonly NeededHistory needed;
    private readonly Pushes pushes;
    private readonly Handovers handovers;
    private readonly ChangeWriter writer;
    private readonly Completion completion;
    private (CommitId? Tip, Busy Why)? seen;
    private TimeSpan? busySince;
    private bool hasAnswered;

    /// <param name="operation">What is to be done.</param>
    /// <param name="branch">The branch.</param>
    /// <param name="source">Where it is.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="timeout">How long it may take.</param>
    /// <param name="log">What the user sees meanwhile.</param>
    /// <param name="time">The clock.</param>
    public PoolTransaction(Operation operation, PoolBranch branch, Source source, Actor actor, StepTimeout timeout, EngineLog log, TimeProvider time)
    {
        (this.operation, this.branch, this.source, this.timeout, this.log, this.time) = (operation, branch, source, timeout, log, time);
        needed = new NeededHistory(operation, branch);
        pushes = new Pushes(needed.History);
        handovers = new Handovers(needed.History);
        writer = new ChangeWriter(branch, actor, time);
        completion = new Completion(source, actor, log);
    }

    /// <summary>The commit the branch pointed to in the last attempt; null before the branch's first commit.</summary>
    public CommitId? Tip { get; private set; }

    /// <summary>Why it is done; null where nobody says.</summary>
    public Reason? Reason { get; init; }

    /// <summary>The place in the line for the locks that are waited for; null where none is stood in.</summary>
    public PlaceInLine? Line { get; init; }

    /// <summary>Whether the host has answered before this step.</summary>
    public bool HostIsKnown { get; init; }

    /// <summary>Whether the host has answered at least once.</summary>
    public bool HasReachedHost => HostIsKnown || hasAnswered || needed.WasFetched;

    /// <summary>Whether a commit of this step is in the branch.</summary>
    public bool HasLanded => pushes.Landed is not null;

    /// <summary>The claims of this step that are in the branch, or may get there yet.</summary>
    public IReadOnlyList<PushedClaim> Claims => [.. pushes.Unsettled.Where(pushed => pushed.Change.Claims).Select(PushedClaim.Of)];

    /// <summary>The last commit that was pushed and may get in yet.</summary>
    public CommitId? Sent => pushes is { Landed: null, Unsettled: [.., var last] } ? last.Commit : null;

    /// <summary>Why the last push did not get in, as the host says; null where none was made.</summary>
    public PushFailed? LastFailure { get; private set; }

    /// <summary>The claims of this build that the last look has found under the operation's name; null when nothing was looked for, or nothing seen yet.</summary>
    public IReadOnlyList<CommitId>? Found { get; private set; }

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
        if (await bound.LimitAsync(LookAsync(Line, bound.Token)) is { } landed)
        {
            return landed;
        }

        using var joining = timeout.ForPush(grace.PushToken);
        var decision = new FairDecision(operation, Line) { IsLast = timeout.IsOver, Joining = joining.Token, FreeSince = needed.FreeSinceAsync };
        if (pushes.Next is { } next)
        {
            if (await decision.AgainAsync(next.Change, needed.PoolsAt(Tip)) is var (behind, at))
            {
                return new Waiting(behind) { Place = at };
            }

            log.PushedAgain(LastFailure!.Words);
            return await PushAsync(next, grace);
        }

        if (seen is var (unmoved, why) && unmoved == Tip && (Tip is null || Line is not { IsOpen: true }))
        {
            return new Waiting(why);
        }

        if (Tip is null && !operation.StartsBranch)
        {
            return hadBranch
                ? Wait(new Busy($"branch {source.Branch}", []) { Advice = "push it again", Notes = [$"branch {source.Branch} was deleted while this step waited; push it again"] })
                : throw new PoolException($"source.branch: {source.Uri} has no branch {source.Branch}; {source.Branch.Advice}");
        }

        var (outcome, place) = await bound.LimitAsync(DecideAsync(decision, bound.Token));
        return outcome switch
        {
            Busy busy => Wait(busy, place),
            Changed change => await PushAsync(writer.Write(change, Tip, Reason?.Text, timeout.Waited - busySince, timeout, grace.Stop), grace),
            _ => completion.Of(outcome, Tip!),
        };
    }

    /// <summary>Looks a last time whether a commit that was pushed is in the branch, whatever the host has said.</summary>
    /// <returns>What such a commit has done; null when there is none.</returns>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async Task<Finished?> SettleAsync(CancellationToken stop)
    {
        using var bound = timeout.ForPush(stop);
        return await bound.LimitAsync(LookAsync(line: null, bound.Token));
    }

    /// <summary>Who holds the locks that stand in the way, as far as recent history tells.</summary>
    public Task<IReadOnlyList<string>> HoldersAsync(IEnumerable<Lock> held, CancellationToken stop) =>
        new Holders(branch, needed.Search, time.GetUtcNow()).NamesAsync(held, Tip, stop);

    /// <inheritdoc cref="Git.Graph.HistorySearch.UsualHold"/>
    public TimeSpan? UsualHold(PoolName pool, CancellationToken stop) => Tip is null ? null : needed.Search.UsualHold(Tip, pool, stop);

    private async Task<Finished?> LookAsync(PlaceInLine? line, CancellationToken stop)
    {
        Tip = line is { IsOpen: true }
            ? await needed.LookAsync(line, Tip, IsWaiting, pushes.Any, stop)
            : await needed.FetchAsync(Tip, pushes.Any, stop);
        hasAnswered = true;
        return pushes.FindIn(Tip) is not { } landed || await IsOverAsync(landed, stop) ? null : completion.Of(landed);
    }

    private async Task<(Outcome Outcome, PlaceSeen? Place)> DecideAsync(FairDecision decision, CancellationToken stop)
    {
        var pools = needed.PoolsAt(Tip);
        await handovers.RequireSameAsync(operation, pools, Tip, stop);
        Found = operation.ClaimsFoundIn(pools);
        return await decision.DecideAsync(pools, stop);
    }

    // What got in without our knowing may have been ended by somebody else before we looked.
    private async Task<bool> IsOverAsync(Pushed landed, CancellationToken stop)
    {
        if (landed.Holds is not { } held || await handovers.ChangedSinceAsync(landed.Commit, Tip!, stop, held) is not { } by)
        {
            return false;
        }

        completion.Lost(landed, by);
        pushes.Forget();
        return true;
    }

    private Waiting Wait(Busy busy, PlaceSeen? place = null)
    {
        (seen, busySince) = ((Tip, busy), busySince ?? timeout.Waited);
        return new Waiting(busy) { Place = place };
    }

    private async Task<Attempt> PushAsync(Pushed pushed, GracePeriod grace)
    {
        grace.Stop.ThrowIfCancellationRequested();
        pushes.Add(pushed);
        using var bound = timeout.ForPush(grace.PushToken);
        switch (Line is null ? await branch.PushAsync(pushed.Commit, pushed.Parent, [], bound.Token) : await Line.SwapAsync(pushed.Commit, pushed.Parent, bound.Token))
        {
            case Accepted:
                pushes.Land(pushed);
                return completion.Of(pushed);
            case Rejected rejected:
                return LastFailure = new PushFailed(rejected.Words, Answered: true, pushes.Tries, rejected.Fault);
            case Unknown { Fault: var fault, IsUnseen: var isUnseen }:
                if (isUnseen)
                {
                    pushes.Refuse(pushed);
                }

                return LastFailure = new PushFailed(fault.Failure.Sentence, Answered: false, pushes.Tries, fault);
            case var unknown:
                throw new InvalidOperationException($"{unknown.GetType()} is no answer");
        }
    }
}
