using PoolResource.Queue;

namespace PoolResource.Reports;

/// <summary>The lines of a branch's pools, as the refs of the host tell them. What is no ticket stands in nobody's way.</summary>
/// <param name="refs">The refs: the id of what each points to, by its name.</param>
/// <param name="branch">The branch.</param>
public sealed class Lines(IReadOnlyDictionary<string, string> refs, BranchName branch)
{
    private readonly ILookup<string, string> names = refs.Keys.ToLookup(name => name[..(name.LastIndexOf('/', Math.Max(0, name.LastIndexOf('/') - 1)) + 1)]);

    /// <summary>Those who wait for locks of a pool.</summary>
    public WaitingLine Of(PoolName pool) => WaitingLine.Of(TicketsOf(pool));

    /// <summary>Every ticket of the pool's line; of a put that ran twice it may have two.</summary>
    public IEnumerable<Ticket> TicketsOf(PoolName pool)
    {
        var line = Ticket.LineOf(branch, pool);
        return Ticket.Among(names[line], line);
    }

    /// <summary>The ref of a ticket, and the id of what it points to.</summary>
    public (string Name, string Id) RefOf(Ticket ticket, PoolName pool) =>
        ticket.RefIn(Ticket.LineOf(branch, pool)) is var name && refs.TryGetValue(name, out var id) ? (name, id) : throw new ArgumentException("it stands in another line", nameof(ticket));
}
