using PoolResource.History;
using PoolResource.Reports;
using PoolResource.Web.Branch;
using PoolResource.Web.Pages;

namespace PoolResource.Web.Notices;

/// <summary>Finds what the rules are about, in the branch as it is: what is due, and what will be if it stays so.</summary>
/// <param name="rules">The rules.</param>
/// <param name="url">Where people reach the pages; null where nothing is said.</param>
internal sealed class Occurrences(IReadOnlyList<NoticeRule> rules, Uri? url)
{
    /// <summary>What is so now.</summary>
    public IReadOnlyList<Occurrence> In(Snapshot seen) =>
    [
        .. from rule in rules
           from pool in seen.Pools
           where rule.IsAbout(pool.Name)
           from one in rule.Kind switch
           {
               NoticeKind.HeldLongerThan => pool.Locks.Select(held => Held(rule, pool, held, seen.History)).OfType<Occurrence>(),
               NoticeKind.NoFreeLockFor => Empty(rule, pool, seen) is { } empty ? [empty] : [],
               NoticeKind.WaitsLongerThan => seen.LineOf(pool.Name).Select(entry => Waits(rule, pool.Name, entry)),
               _ => [],
           }
           select one,
    ];

    /// <summary>What has happened since another look; nothing where the branch has another past now.</summary>
    public IReadOnlyList<Occurrence> Between(Snapshot before, Snapshot seen) => rules.All(rule => rule.Kind != NoticeKind.TakenAway) ? [] :
    [
        .. from what in before.Tip is null ? seen.History.Events : seen.History.EventsAfter(before.Tip) ?? []
           where what.From?.State == LockState.Claimed
           from tenure in seen.History.TenuresOf(PooledLock.At(what.From!))
           where tenure.End is { IsByAnother: true, GoesOn: false } end && end.Commit == what.Commit
           from rule in rules
           where rule.Kind == NoticeKind.TakenAway && rule.IsAbout(tenure.Held.Pool)
           select Taken(rule, tenure, what),
    ];

    private Occurrence? Held(NoticeRule rule, PoolStatus pool, LockStatus one, LockHistory history) =>
        one.Lock.State == LockState.Claimed && history.Held(PooledLock.At(one.Lock)) is { } tenure
            ? new Occurrence(rule, $"{PooledLock.At(one.Lock)}@{tenure.ClaimedAt.UtcTicks}", pool.Name, tenure.ClaimedAt)
            {
                Lock = one.Lock.Name.Value,
                Holder = tenure.Holder.Shown,
                Reason = tenure.Reason,
                Commit = tenure.Ref,
                Page = PageOf(Links.Lock(one.Lock)),
                Sentence = age => $"{PooledLock.At(one.Lock)} has been held for {age} by {tenure.Holder.Shown}{Because(tenure.Reason)}",
            }
            : null;

    // That nothing waits to be cleaned is as it should be.
    private Occurrence? Empty(NoticeRule rule, PoolStatus pool, Snapshot seen) =>
        pool.Free == 0 && !(pool.Name.OfLifecycle is { } cleaned && seen.Pool(cleaned) is not null) && LastFree(pool.Name, seen.History) is { } last
            ? new Occurrence(rule, $"{pool.Name}@{last.Commit}", pool.Name, last.When)
            {
                Commit = last.Commit,
                Page = PageOf(Links.Pool(pool.Name)),
                Sentence = age => $"{pool.Name} has had no free lock for {age}",
            }
            : null;

    private Occurrence Waits(NoticeRule rule, PoolName pool, LineEntry entry) => new(rule, $"{pool}@{entry.Ticket.Id}", pool, entry.Since)
    {
        Lock = entry.Lock?.Value,
        Holder = entry.Who,
        Page = PageOf(Links.Pool(pool)),
        Sentence = age => $"{entry.Who} has waited for {age} for {entry.What} of {pool}",
    };

    private Occurrence Taken(NoticeRule rule, Tenure tenure, LockEvent what) => new(rule, $"{tenure.Held.Path}@{what.Commit}", tenure.Held.Pool, tenure.ClaimedAt)
    {
        Until = tenure.End!.When,
        Lock = tenure.Held.Name.Value,
        Holder = tenure.Holder.Shown,
        Reason = what.Reason,
        Commit = what.Commit,
        Page = PageOf(Links.Lock(tenure.Held)),
        Sentence = age => $"{PooledLock.At(tenure.Held)} was {(tenure.End!.IsReaped ? "reaped" : "taken")} from {tenure.Holder.Shown}, who had held it for {age}, by {tenure.End.By.Shown}{Because(what.Reason)}",
    };

    // By which the last free lock was free no more, be it gone since; where none ever was, what happened first.
    private static LockEvent? LastFree(PoolName pool, LockHistory history)
    {
        List<LockEvent> all = [.. history.Locks.Where(one => one.Pool == pool).SelectMany(history.EventsOf)];
        return all.Where(what => IsFree(what.From, pool) && !IsFree(what.To, pool)).MaxBy(what => what.When) ?? all.MinBy(what => what.When);
    }

    private static bool IsFree(Lock? place, PoolName pool) => place?.Pool == pool && place.State == LockState.Unclaimed;

    private string? PageOf(string path) => url is null ? null : $"{url.AbsoluteUri.TrimEnd('/')}{path}";

    private static string Because(string? reason) => reason is null ? "" : $" ({reason})";
}
