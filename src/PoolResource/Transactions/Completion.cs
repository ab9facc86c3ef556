using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>The end of an operation: says what was done, and puts it into one record.</summary>
/// <param name="source">The branch, and the pool that the operation is about.</param>
/// <param name="actor">Who does it.</param>
/// <param name="log">Told of it.</param>
internal sealed class Completion(Source source, Actor actor, EngineLog log)
{
    /// <summary>A commit of this step is in the branch.</summary>
    public Finished Of(Pushed pushed)
    {
        if (pushed.Parent is null)
        {
            log.StartsBranch(source.Branch.Value);
        }

        if (pushed.Change.Warning is { } warning)
        {
            log.Warn(warning);
        }

        log.Done(pushed.Change.Subject, pushed.Commit, pushed.LeaseUntil);
        log.Reaped(pushed.Change is { Reaped: { Count: > 1 } each } ? each.Select(one => one.Subject) : []);
        Warn(pushed.Change.Left);
        return new Finished(pushed.Commit, pushed.Change.Lock, pushed) { Pool = pushed.Change.Pool, Claim = pushed.Change.Renews?.Ref };
    }

    /// <summary>A claim that this step has made or renewed is in the branch, and over: the next decision says what is to come of a renewed one.</summary>
    public void Lost(Pushed pushed, string by)
    {
        if (pushed.Change.Claims)
        {
            log.Lost(PushedClaim.Of(pushed).Claimed, pushed.Commit, actor.Self, by);
        }
    }

    /// <summary>No commit was needed.</summary>
    public Finished Of(Outcome outcome, CommitId tip) => outcome switch
    {
        Unchanged unchanged => Of(unchanged, tip),
        NothingHeld nothing => Of(nothing, tip),
        NothingStale fresh => Of(fresh, tip),
        _ => throw new InvalidOperationException($"{outcome.GetType()} needs a commit, or a wait"),
    };

    // There was nothing to do.
    private Finished Of(Unchanged unchanged, CommitId tip)
    {
        log.NothingToDo(unchanged.Note, unchanged.Warning);
        return new Finished(tip, unchanged.Lock, null) { Pool = unchanged.Pool ?? source.Pool, Claim = unchanged.Claim };
    }

    // There was no lock to do it to.
    private Finished Of(NothingHeld nothing, CommitId tip)
    {
        log.NothingHeld(nothing.Alias);
        foreach (var held in nothing.Untold)
        {
            log.Untold(held);
        }

        return new Finished(tip, null, null);
    }

    // There was no lock to take from anybody.
    private Finished Of(NothingStale nothing, CommitId tip)
    {
        Warn(nothing.Left);
        return new Finished(tip, null, null) { Claims = nothing.Claims };
    }

    private void Warn(IReadOnlyList<string> left)
    {
        foreach (var sentence in left)
        {
            log.Warn(sentence);
        }
    }
}
