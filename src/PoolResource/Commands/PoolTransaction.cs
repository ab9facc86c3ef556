using PoolResource.Git;
using PoolResource.Operations;

namespace PoolResource.Commands;

/// <summary>One operation on its way into the branch: each attempt is a round of fetch, decide, commit and push.</summary>
public sealed class PoolTransaction(Operation operation, PoolBranch branch, Source source, Build build, BuildLog log, TimeProvider time)
{
    private readonly BranchHistory history = new(branch);
    private (CommitId? Tip, Busy Why)? seen;
    private CommitId? tip;

    /// <summary>Whether the host has answered at least once.</summary>
    public bool HasReachedHost { get; private set; }

    /// <summary>The commit the branch pointed to in the last attempt.</summary>
    public CommitId? Tip => tip;

    /// <summary>Tries once.</summary>
    /// <exception cref="PoolException">Waiting would not help.</exception>
    /// <exception cref="GitException">The host cannot be reached.</exception>
    public async ValueTask<Attempt> AttemptAsync(CancellationToken stop)
    {
        if (seen is var (unmoved, why) && unmoved == await branch.TipAsync(stop))
        {
            return new Waiting(why);
        }

        tip = await FetchAsync(stop);
        HasReachedHost = true;
        return operation.Attempt(branch.Objects.Pools(tip)) switch
        {
            Busy busy => Wait(busy),
            Unchanged unchanged => Finish(unchanged),
            Changed change => await CommitAsync(change, stop),
            var unknown => throw new InvalidOperationException($"{unknown.GetType()} is no outcome"),
        };
    }

    /// <summary>Who holds the locks that stand in the way, as far as recent history tells.</summary>
    public async Task<IReadOnlyList<string>> HoldersAsync(IEnumerable<Lock> held, CancellationToken stop)
    {
        var lines = new List<string>();
        foreach (var one in held)
        {
            lines.Add(BuildLog.HeldBy(one, await HolderAsync(one, stop)));
        }

        return lines;
    }

    private async Task<CommitId?> FetchAsync(CancellationToken stop)
    {
        // The first fetch brings the tip alone; later ones what has come since, so that our own commit is
        // recognised in it and holders are found.
        if (await branch.FetchAsync(stop, tip is null ? ["--depth=1"] : []))
        {
            return branch.Objects.Tip;
        }

        return operation.StartsBranch
            ? null
            : throw new PoolException($"source.branch: {source.Uri} has no branch {source.Branch}; correct it, or add a lock to begin it");
    }

    private Waiting Wait(Busy busy)
    {
        seen = (tip, busy);
        return new Waiting(busy);
    }

    private Finished Finish(Unchanged unchanged)
    {
        if (unchanged.Warning is { } warning)
        {
            log.Warn(warning);
        }
        else
        {
            log.NothingToDo(operation.Purpose);
        }

        return new Finished(tip!, unchanged.Lock);
    }

    private async Task<Attempt> CommitAsync(Changed change, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        var now = time.GetUtcNow();
        var claimId = change.Claims ? Guid.CreateVersion7(now) : (Guid?)null;
        var message = CommitMessage.Write(change.Subject, source.Pool, claimId, build);
        var commit = branch.Write(tip, change, message, now);
        switch (await branch.PushAsync(commit, tip))
        {
            case Accepted:
                return Landed(change, commit);
            case Rejected rejected:
                return new Beaten(rejected.Words, Answered: true);
            case Unknown { Fault: { IsRefusal: true } refusal }:
                throw refusal;
            case Unknown { Fault: var fault }:
                return await HasLandedAsync(commit)
                    ? Landed(change, commit)
                    : new Beaten(GitFailure.Of(fault).Sentence, Answered: false);
            case var unknown:
                throw new InvalidOperationException($"{unknown.GetType()} is no answer");
        }
    }

    private Finished Landed(Changed change, CommitId commit)
    {
        if (tip is null)
        {
            log.StartsBranch(source.Branch.Value);
        }

        log.Done(change.Subject, commit);
        return new Finished(commit, change.Lock);
    }

    // Not to be interrupted: until it is answered nobody knows whether the lock is taken.
    private async Task<bool> HasLandedAsync(CommitId commit) =>
        await branch.FetchAsync(CancellationToken.None) && history.Contains(branch.Objects.Tip, commit);

    private async Task<Holder?> HolderAsync(Lock held, CancellationToken stop)
    {
        if (tip is null || await history.NewestTouchingAsync(tip, held.Path, BranchHistory.RecentSteps, stop) is not { } commit)
        {
            return null;
        }

        var (message, committer, when) = branch.Objects.Describe(commit);
        return new Holder(message.BuildTitle ?? committer, when, message.BuildUrl);
    }
}
