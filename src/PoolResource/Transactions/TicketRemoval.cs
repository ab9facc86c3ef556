using PoolResource.Git;
using PoolResource.Queue;

namespace PoolResource.Transactions;

/// <summary>Takes the ticket of somebody who is gone out of a line. Who is alive all the same puts it back.</summary>
public static class TicketRemoval
{
    /// <summary>Looks at the line anew, for whoever was asked may have thought for long, and takes the ticket out of it.</summary>
    /// <param name="session">The way to the host.</param>
    /// <param name="name">The branch.</param>
    /// <param name="pool">In whose line it stands.</param>
    /// <param name="id">The ticket.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="PoolException">It is gone, or has changed meanwhile, or the host does not let it be taken out.</exception>
    /// <exception cref="GitException">The host cannot be asked; of a push it is not known what became of it.</exception>
    public static async Task RunAsync(GitSession session, BranchName name, PoolName pool, Guid id, CancellationToken stop)
    {
        var (refs, line) = ((await session.LookAsync(Ticket.Refs, stop)).Others, Ticket.LineOf(name, pool));
        var tickets = Ticket.Among(refs.Keys.Where(one => one.StartsWith(line, StringComparison.Ordinal)), line).Where(ticket => ticket.Id == id).ToList();
        if (tickets.Count == 0)
        {
            throw new PoolException($"the ticket {id} is gone by now; nothing was changed");
        }

        using var branch = session.OpenBranch();
        foreach (var place in tickets.Select(ticket => ticket.RefIn(line)))
        {
            switch (await branch.PushRefsAsync([new RefChange(place, null) { Expected = refs[place] }], stop))
            {
                case Rejected { IsLostRace: true }:
                    throw new PoolException($"the ticket {id} has changed meanwhile, since its owner lives or has its lock; look again at the line");
                case Rejected { Words: var words }:
                    throw new PoolException($"the host does not let the ticket {id} be taken out ({words}); ask whoever may push to it");
                case Unknown { Fault: var fault }:
                    throw fault;
            }
        }
    }
}
