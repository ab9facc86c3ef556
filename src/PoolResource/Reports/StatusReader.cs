using PoolResource.History;
using PoolResource.Queue;
using PoolResource.Reading;

namespace PoolResource.Reports;

/// <summary>Tells from a branch and its history how its pools are.</summary>
public static class StatusReader
{
    /// <summary>Looks at the branch.</summary>
    /// <param name="view">The branch, read with <see cref="Ticket.Refs"/>.</param>
    /// <param name="branch">Its name.</param>
    public static BranchStatus Of(BranchView view, BranchName branch)
    {
        var lines = new Lines(view.Others, branch);
        var (names, usual) = (view.Pools.Names, UsualHolds.Of(view.History));
        return new BranchStatus(view.Tip, [.. names.Select(name => new PoolStatus(name, [.. view.Pools.In(name).OrderBy(one => one.Name).Select(one => Of(one, view.History))])
        {
            InLifecycle = names.Contains(name.Lifecycle) ? view.Pools.In(name.Lifecycle).Count() : null,
            Waiting = lines.Of(name).Tickets.Count,
            UsualHold = usual.TryGetValue(name, out var hold) ? hold : null,
        })]);
    }

    private static LockStatus Of(Lock one, LockHistory history)
    {
        var name = PooledLock.At(one);
        return one.State == LockState.Unclaimed
            ? new LockStatus(one, history.NewestOf(name).FirstOrDefault(what => what.To == one && what.Kind is not LockEventKind.Updated)?.When)
            : history.Held(name) is { } tenure
            ? new LockStatus(one, tenure.ClaimedAt) { Commit = tenure.Ref, Holder = tenure.Holder, IsByHand = tenure.IsByHand, ClaimId = tenure.ClaimId, Reason = tenure.Reason }
            : new LockStatus(one, null);
    }
}
