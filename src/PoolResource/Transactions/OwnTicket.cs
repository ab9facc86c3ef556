using PoolResource.Git;
using PoolResource.Operations;
using PoolResource.Queue;

namespace PoolResource.Transactions;

/// <summary>The ticket of one run of a put: made, found again under the name of an earlier run, and ended.</summary>
internal sealed class OwnTicket
{
    /// <summary>A host that has said no so often, one time after the other, says it whatever comes: it takes none, or something stands in the way.</summary>
    private const int MostRefusals = 3;

    /// <summary>So many tickets of earlier runs are taken over: each is an argument of git.</summary>
    private const int MostEarlier = 20;

    private readonly LineOnHost host;
    private readonly string run;
    private readonly string? alias;
    private readonly Func<ReadOnlyMemory<byte>, string> write;
    private readonly Actor actor;
    private readonly HashSet<string> known;
    private readonly HashSet<string> made = [];
    private readonly HashSet<string> shown = [];
    private IReadOnlyList<Ticket> earlier = [];
    private string? owner;
    private int refusals;

    /// <param name="host">The line.</param>
    /// <param name="operation">What waits.</param>
    /// <param name="actor">Who waits.</param>
    /// <param name="random">Makes tickets differ.</param>
    /// <param name="write">Writes a file that the ticket can point to.</param>
    public OwnTicket(LineOnHost host, Operation operation, Actor actor, Random random, Func<ReadOnlyMemory<byte>, string> write)
    {
        (this.host, this.actor, this.write, run) = (host, actor, write, Ticket.NewRun(random));
        known = [run];
        alias = operation.HeldAs is { Build: var build, Name: var given } ? Ticket.HashOf($"{build.Cluster}\0{build.Title}\0{build.Vars}\0{given}") : null;
    }

    /// <summary>The ticket; null while there was no need of one.</summary>
    public Ticket? Ticket { get; private set; }

    /// <summary>Whether it may stand in the line.</summary>
    public bool IsIn { get; private set; }

    /// <summary>How often the host has taken it.</summary>
    public int Taken { get; private set; }

    /// <summary>Whether a look has shown it.</summary>
    public bool WasSeen { get; private set; }

    /// <summary>Whether an earlier run of this put has left one.</summary>
    public bool IsHeir => earlier.Count > 0;

    /// <summary>Whether another run of this put may stand in its place: it was in the line, and is there no more.</summary>
    public bool IsFollowed => IsIn && alias is not null && (WasSeen || Taken > 0) && !host.Shows(Ticket!);

    /// <summary>Looks for it in what the host has shown; at first for that of an earlier run.</summary>
    /// <returns>False when a later run stands in its place.</returns>
    public bool Recognise()
    {
        if (Ticket is null)
        {
            if (alias is not null && Ticket.BuildOf(actor as Build) is { } build && host.Line.Tickets.FirstOrDefault(ticket => ticket.Build == build && ticket.As == alias) is { } left)
            {
                (Ticket, earlier) = (left.Restated(run, TimeSpan.Zero), [.. host.At(left.Id).Take(MostEarlier)]);
                known.UnionWith(host.At(left.Id).Select(ticket => ticket.Run));
            }

            return true;
        }

        // Whoever finds the place in the name of a run that was not there before was followed by it.
        WasSeen |= IsIn && host.Shows(Ticket);
        made.RemoveWhere(name => shown.Contains(name) && !host.Shows(name));
        shown.UnionWith(made.Where(host.Shows));
        if (!IsFollowed || host.At(Ticket.Id).All(ticket => known.Contains(ticket.Run)))
        {
            return true;
        }

        IsIn = false;
        return false;
    }

    /// <summary>States what is wished; the place is that of the ticket that there is already, be it an earlier run's that wished something else.</summary>
    /// <param name="wish">What is waited for.</param>
    /// <param name="priority">−100 to 100.</param>
    /// <param name="began">When the wait began by the own clock, in milliseconds since 1970.</param>
    /// <param name="random">Makes tickets differ.</param>
    public Ticket Of(Wish wish, int priority, long began, Random random)
    {
        Ticket ??= new Ticket(Ticket.NewId(host.Line.TimeFor(began), random), run) { Build = Ticket.BuildOf(actor as Build), As = alias };
        return Ticket = Ticket with { Priority = priority, Want = wish.Lock is { } name ? Ticket.WantOf(name) : null };
    }

    /// <summary>Puts it into the line; that of an earlier run goes.</summary>
    /// <param name="attempt">How long a claim may take.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Why the host does not take it; null where it has, or may have yet, or is to be asked again.</returns>
    public async Task<string?> MakeAsync(TimeSpan attempt, CancellationToken stop)
    {
        Ticket = Ticket!.Restated(run, attempt);
        owner ??= write(TicketOwner.Write(actor));
        IsIn = true;
        var making = host.Make(Ticket, owner);
        made.Add(making.Ref);
        shown.Remove(making.Ref);
        switch (await host.ChangeAsync([making, .. earlier.Select(host.EndSeen)], stop))
        {
            case Accepted:
                (Taken, earlier, refusals) = (Taken + 1, [], 0);
                return null;
            case Rejected { IsLostRace: true } when WasSeen || refusals + 1 < MostRefusals:
                refusals += WasSeen ? 0 : 1;
                return null;
            case Rejected { Words: var words }:
                // A host may say no and have done it.
                await LeaveAsync(stop);
                return ++refusals < MostRefusals ? null : words;
            case Unknown { Fault: { IsRefusal: true, Failure.Sentence: var sentence } }:
                IsIn = false;
                made.Remove(making.Ref);
                return ++refusals < MostRefusals ? null : sentence;
            default:
                return null;
        }
    }

    /// <summary>Its end, or those of an earlier run's tickets, which go with a claim.</summary>
    /// <remarks>Of two runs of a put with a name only the later one's is there: the earlier one cannot claim any more.</remarks>
    public IEnumerable<RefChange> Ends() => IsIn ? Leaving(alias is null ? null : owner) : earlier.Select(host.EndSeen);

    /// <summary>Its end, and those of others that this run has made with another time for an attempt: they may be hidden, or arrive late.</summary>
    /// <param name="expected">What it has to point to; null where it does not matter whether it is still there.</param>
    public IEnumerable<RefChange> Leaving(string? expected = null) => IsIn
        ? [host.End(Ticket!, expected), .. host.At(Ticket!.Id).Where(other => other.Run == run).Select(host.RefOf).Union(made).Where(name => name != host.RefOf(Ticket)).Select(name => new RefChange(name, null))]
        : [];

    /// <summary>Notes that it went with a claim.</summary>
    public void Gone()
    {
        (IsIn, earlier) = (false, []);
        made.Clear();
    }

    /// <summary>Takes it out of the line, if it may stand there; the best that can be done.</summary>
    /// <param name="stop">Ends it.</param>
    public async Task LeaveAsync(CancellationToken stop)
    {
        if (Leaving().ToList() is { Count: > 0 } ends)
        {
            IsIn = false;
            await host.ChangeAsync(ends, stop);
        }
    }
}
