using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.Git;
using PoolResource.Queue;
using PoolResource.Reports;

namespace PoolResource.Cli.Queues;

/// <summary>Takes the ticket of somebody who is gone out of a line. Who is alive all the same puts it back.</summary>
/// <param name="chosen">The branch.</param>
/// <param name="session">The way to the host.</param>
/// <param name="terminal">Where the person is.</param>
internal sealed class TicketRemoval(ChosenBranch chosen, GitSession session, Terminal terminal)
{
    /// <summary>Takes it out, and asks first unless that is not wanted.</summary>
    /// <param name="id">The ticket.</param>
    /// <param name="pools">In the lines of which pools; none for all.</param>
    /// <param name="isSure">Whether nobody is to be asked.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The pool in whose line it stood.</returns>
    /// <exception cref="PoolException">There is no such ticket, the person does not want it, or the host does not.</exception>
    public async Task<PoolName> RunAsync(Guid id, IReadOnlyCollection<PoolName> pools, bool isSure, CancellationToken stop)
    {
        var report = await chosen.LinesAsync(session, pools, stop);
        if (report.Pools.FirstOrDefault(pool => pool.Waiting.Any(one => one.Ticket.Id == id)) is not { } line)
        {
            throw new PoolException($"there is no ticket {id} in {(pools.Count == 0 ? "the line of any pool" : $"the line of {string.Join(" or ", pools)}")}; look again with pool queue");
        }

        var entry = line.Waiting.First(one => one.Ticket.Id == id);
        var sentence = $"{entry.Who} waits for {entry.What} of pool {line.Name} since {Moments.Of(entry.Since)}, {line.Waiting.ToList().IndexOf(entry) + 1} of {line.Waiting.Count} in its line";
        if (!isSure)
        {
            await AskAsync(sentence, stop);
        }

        await RemoveAsync(id, line.Name, stop);
        terminal.Log().Say($"removed the ticket {id}: {sentence}");
        return line.Name;
    }

    private async Task AskAsync(string sentence, CancellationToken stop)
    {
        if (!terminal.CanAsk)
        {
            throw new PoolException($"{sentence}; nothing was changed (to take the ticket out, give --yes)");
        }

        terminal.Log().Say(sentence);
        if (!await terminal.AskAsync("Take its ticket out?", stop))
        {
            throw new PoolException("nothing was changed");
        }
    }

    // The line is asked anew: whoever was asked may have thought for long.
    private async Task RemoveAsync(Guid id, PoolName pool, CancellationToken stop)
    {
        var lines = new Lines((await session.LookAsync(Ticket.Refs, stop)).Others, chosen.Source.Branch);
        var tickets = lines.TicketsOf(pool).Where(ticket => ticket.Id == id).ToList();
        if (tickets.Count == 0)
        {
            throw new PoolException($"the ticket {id} is gone by now; nothing was changed");
        }

        using var branch = session.OpenBranch();
        foreach (var (name, seen) in tickets.Select(ticket => lines.RefOf(ticket, pool)))
        {
            switch (await branch.PushRefsAsync([new RefChange(name, null) { Expected = seen }], stop))
            {
                case Rejected { IsLostRace: true }:
                    throw new PoolException($"the ticket {id} has changed meanwhile, since its owner lives or has its lock; look again with pool queue");
                case Rejected { Words: var words }:
                    throw new PoolException($"the host does not let the ticket {id} be taken out ({words}); ask whoever may push to it");
                case Unknown { Fault: var fault }:
                    throw fault;
            }
        }
    }
}
