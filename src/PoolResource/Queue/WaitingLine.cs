namespace PoolResource.Queue;

/// <summary>
/// Those who wait for locks of a pool, in the order in which they are served: by time, less ten minutes for each step of
/// priority, then by UUID. Whoever has seen the same tickets and the same free locks gives out the same.
/// </summary>
public sealed class WaitingLine
{
    // In milliseconds.
    private const long Day = 24 * 60 * 60 * 1000;
    private const long Slack = 10 * 1000;

    // By the date of a commit and the own clock, which both may be wrong by some minutes: it may have been pushed long after it was made.
    private static readonly TimeSpan LongFree = TimeSpan.FromMinutes(10);

    private WaitingLine(IReadOnlyList<Ticket> tickets) => Tickets = tickets;

    /// <summary>Nobody.</summary>
    public static WaitingLine Empty { get; } = new([]);

    /// <summary>First come, first.</summary>
    public IReadOnlyList<Ticket> Tickets { get; }

    /// <summary>Puts tickets in order; of those with the same UUID, which the same owner has made, one counts.</summary>
    public static WaitingLine Of(IEnumerable<Ticket> tickets) => new(
        [.. tickets.OrderBy(ticket => ticket.Rank).ThenBy(ticket => ticket.Id).ThenBy(ticket => ticket.Run, StringComparer.Ordinal).DistinctBy(ticket => ticket.Id)]);

    /// <summary>The line with one more, who may stand there already.</summary>
    public WaitingLine With(Ticket ticket) => Of(Tickets.Where(other => other.Id != ticket.Id).Append(ticket));

    /// <summary>The line with one more behind all others, whatever its time.</summary>
    public WaitingLine WithLast(Ticket ticket) => new([.. Tickets.Where(other => other.Id != ticket.Id), ticket]);

    /// <summary>
    /// The time of a ticket for one who comes now: by the own clock, but no more than 10 s before the latest here, whose
    /// clock may be ahead; a time more than a day ahead is none.
    /// </summary>
    /// <param name="clock">The own clock, in milliseconds since 1970.</param>
    public long TimeFor(long clock)
    {
        var latest = Tickets.Select(ticket => ticket.Time).Where(time => time <= clock + Day).DefaultIfEmpty(clock).Max();
        return latest > clock + Slack ? latest + 1 : clock;
    }

    /// <summary>
    /// The line without those who would long have been served if they lived: where a lock is free for ten
    /// minutes, whoever has stood here for as long. For one who has no time to see turns end.
    /// </summary>
    /// <param name="now">The time.</param>
    /// <param name="freeSince">Since when the lock is free.</param>
    public WaitingLine Living(DateTimeOffset now, DateTimeOffset freeSince) =>
        now - freeSince < LongFree ? this : new([.. Tickets.Where(ticket => ticket.Time >= (now - LongFree).ToUnixTimeMilliseconds())]);

    /// <summary>The line without some.</summary>
    public WaitingLine Without(IReadOnlyCollection<Guid> ids) => ids.Count == 0 ? this : new([.. Tickets.Where(ticket => !ids.Contains(ticket.Id))]);

    /// <summary>The ticket of a UUID; null when it does not stand here.</summary>
    public Ticket? Find(Guid id) => Tickets.FirstOrDefault(ticket => ticket.Id == id);

    /// <summary>Those who stand before one, and may be given a lock that suits it.</summary>
    public IEnumerable<Ticket> Before(Ticket ticket) => Tickets.TakeWhile(other => other.Id != ticket.Id)
        .Where(other => ticket.Want is null || other.Want is null || other.Want == ticket.Want);

    /// <summary>Who gets which of the free locks: one after the other the first by name that suits.</summary>
    /// <param name="free">The free locks.</param>
    public IReadOnlyDictionary<Guid, LockName> Give(IEnumerable<LockName> free)
    {
        var given = new Dictionary<Guid, LockName>();
        var left = new SortedSet<LockName>(free);
        var wanted = left.ToLookup(Ticket.WantOf);
        foreach (var ticket in Tickets)
        {
            if (left.Count == 0)
            {
                break;
            }

            if ((ticket.Want is null ? left.Min : wanted[ticket.Want].FirstOrDefault(left.Contains)) is { } name)
            {
                left.Remove(name);
                given.Add(ticket.Id, name);
            }
        }

        return given;
    }

    /// <summary>
    /// Everybody's place: one more than the fewest that stand before and that one and the same lock suits which suits this
    /// one, too.
    /// </summary>
    /// <param name="locks">All locks of the pool, free or not.</param>
    public IReadOnlyDictionary<Guid, int> Places(IEnumerable<LockName> locks)
    {
        var here = locks.Select(Ticket.WantOf).ToHashSet();
        var (places, named, any, wanted) = (new Dictionary<Guid, int>(), new Dictionary<string, int>(), 0, 0);
        foreach (var ticket in Tickets)
        {
            if (ticket.Want is { } want)
            {
                // What is no lock of the pool can be given to nobody else.
                var before = named.GetValueOrDefault(want);
                places.Add(ticket.Id, 1 + before + (here.Contains(want) ? any : 0));
                named[want] = before + 1;
                wanted += before == 0 && here.Contains(want) ? 1 : 0;
            }
            else
            {
                // Mostly there is a lock that nobody has named.
                places.Add(ticket.Id, 1 + any++ + (wanted < here.Count ? 0 : here.Select(one => named[one]).DefaultIfEmpty().Min()));
            }
        }

        return places;
    }
}
