using PoolResource.Web.Access;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Acting;

/// <summary>What somebody wants to do, by the address that was asked for.</summary>
/// <param name="seen">The branch as the person sees it.</param>
/// <param name="viewer">The person.</param>
/// <param name="pool">The pool.</param>
internal abstract class Act(Snapshot seen, Viewer viewer, PoolName pool)
{
    /// <summary>The branch as the person sees it.</summary>
    protected Snapshot Seen => seen;

    /// <summary>The person, and what the person may.</summary>
    protected Viewer Viewer => viewer;

    /// <summary>The pool.</summary>
    public PoolName Pool => pool;

    /// <summary>Whether the person may do it to what is the person's own, or nobody's.</summary>
    public virtual bool IsAllowed => viewer.May(Right.Act, pool);

    /// <summary>What is done to what.</summary>
    public abstract string Title { get; }

    /// <summary>What the button says.</summary>
    public abstract string Button { get; }

    /// <summary>Where whoever does not want it goes.</summary>
    public virtual string Back => Links.Pool(pool);

    /// <summary>Shows the form.</summary>
    /// <param name="typed">What stands in it.</param>
    /// <param name="runner">What brings a lock's content.</param>
    /// <param name="now">The time.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="RefusedException">The host does not give the content.</exception>
    public abstract Task<ActView> ViewAsync(Typed typed, ActRunner runner, DateTimeOffset now, CancellationToken stop);

    /// <summary>Reads what was typed, and tells how it is done; that answers where the result is shown.</summary>
    /// <exception cref="PoolException">Something was typed that cannot be used.</exception>
    public abstract Func<ActRunner, Task<string>> Prepare(Typed typed);

    /// <summary>Finds out what is to be done; null where there is nothing of that name, or nothing that may be seen.</summary>
    /// <param name="path">The path's segments, each as it is meant.</param>
    /// <param name="seen">The branch.</param>
    /// <param name="viewer">Who asks.</param>
    public static Act? Find(IReadOnlyList<string> path, Snapshot seen, Viewer viewer)
    {
        if (path is not ["pools", var named, ..] || !PoolName.TryParse(named, out var name) || !viewer.May(Right.Look, name) || seen.Pool(name) is not { } pool)
        {
            return null;
        }

        return path switch
        {
            [_, _, "act", "add"] => new AddAct(seen, viewer, name),
            [_, _, "act", "claim"] => new ClaimAnyAct(seen, viewer, pool),
            [_, _, "line", var id, "remove"] when Guid.TryParseExact(id, "D", out var ticket) && seen.LineOf(name).FirstOrDefault(one => one.Ticket.Id == ticket) is { } entry =>
                new TicketAct(seen, viewer, name, entry),
            [_, _, "locks", var lockName, "act", var word] when pool.Locks.FirstOrDefault(one => one.Lock.Name.Value == lockName) is { } one && Verb.All.FirstOrDefault(verb => verb.Word == word) is { } verb =>
                new LockAct(seen, viewer, one, verb),
            _ => null,
        };
    }

    /// <summary>The field in which the person says why.</summary>
    protected static FormField ReasonField(Typed typed) =>
        new("reason", "Reason", typed["reason"]) { Longest = Reason.Longest, Hint = $"Why, in a line of at most {Reason.Longest} characters; the commit says it." };
}
