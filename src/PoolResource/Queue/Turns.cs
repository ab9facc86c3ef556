namespace PoolResource.Queue;

/// <summary>
/// Whose turn it is, as one who waits has seen it at look after look: a lock that is meant for somebody who does not take
/// it goes to the next, so that the dead stand in nobody's way for long.
/// </summary>
/// <param name="own">The ticket of the one who looks.</param>
public sealed class Turns(Guid own)
{
    /// <summary>So long a lock is left to the one whom it is meant for by all that stand in the line.</summary>
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);

    /// <summary>So long it is left to one who gets it because another did not take it.</summary>
    private static readonly TimeSpan Next = TimeSpan.FromSeconds(5);

    /// <summary>Longer than this no turn lasts: where a lock stays free on a branch that stands still, none of those it could be meant for lives.</summary>
    public static readonly TimeSpan Longest = First + Ticket.LongestAttempt;

    // In fewer looks the one may have taken a lock and another one may have been meant for the same again.
    private const int Looks = 3;

    private Dictionary<Guid, Chance> chances = [];
    private TimeSpan looked;

    /// <summary>Says what a look means for the one who looks.</summary>
    /// <param name="line">All who wait, the one who looks among them.</param>
    /// <param name="free">The free locks.</param>
    /// <param name="now">The time of the look, from any beginning.</param>
    public Turn See(WaitingLine line, IReadOnlyCollection<LockName> free, TimeSpan now)
    {
        var (seen, overtaken, left) = (new Dictionary<Guid, Chance>(), new List<Ticket>(), line);
        var pause = now - looked;
        var before = chances;
        (chances, looked) = (seen, now);
        while (true)
        {
            var given = left.Give(free);
            if (given.TryGetValue(own, out var mine))
            {
                // It is for others to say whether this one's turn is over.
                Keep();
                return new Turn(mine, overtaken, null);
            }

            foreach (var ticket in left.Tickets.Where(ticket => given.ContainsKey(ticket.Id) && !seen.ContainsKey(ticket.Id)))
            {
                seen.Add(ticket.Id, before.TryGetValue(ticket.Id, out var chance) ? chance.Goes(pause)
                    : overtaken.Count > 0 ? Chance.Of(Next + ticket.Attempt, looks: 1)
                    : Chance.Of(First + ticket.Attempt, Looks));
            }

            var over = left.Tickets.Where(ticket => given.ContainsKey(ticket.Id) && seen[ticket.Id].IsOver).ToList();
            if (over.Count == 0)
            {
                Keep();
                return new Turn(null, overtaken, seen.Where(one => given.ContainsKey(one.Key)).Min(one => one.Value.EndsIn));
            }

            overtaken.AddRange(over);
            left = left.Without([.. over.Select(ticket => ticket.Id)]);
        }

        // Who is given nothing at this look, since somebody has taken it who knows no line, keeps what is left of the turn.
        void Keep()
        {
            foreach (var (id, chance) in before.Where(one => !seen.ContainsKey(one.Key) && !one.Value.IsOver && line.Find(one.Key) is not null))
            {
                seen.Add(id, chance with { Runs = false });
            }
        }
    }

    // What is left of a turn, and how much of it a single pause between two looks can use up.
    private readonly record struct Chance(TimeSpan Left, TimeSpan Share, bool Runs)
    {
        public bool IsOver => Left <= TimeSpan.Zero;

        public TimeSpan? EndsIn => Left <= Share ? Left : null;

        public static Chance Of(TimeSpan length, int looks) => new(length, TimeSpan.FromTicks((length.Ticks + looks - 1) / looks), Runs: true);

        public Chance Goes(TimeSpan pause) => this with { Left = Runs ? Left - (pause < Share ? pause : Share) : Left, Runs = true };
    }
}

/// <summary>What a look at the line means.</summary>
/// <param name="Mine">The lock that is to be taken now; null while it is others' turn, or none is free.</param>
/// <param name="Overtaken">Who had a turn and did not use it; whoever takes a lock takes these out of the line.</param>
/// <param name="EndsIn">When the next look can show that another's turn is over; null where that takes more looks, or when it is nobody's turn.</param>
public sealed record Turn(LockName? Mine, IReadOnlyList<Ticket> Overtaken, TimeSpan? EndsIn);
