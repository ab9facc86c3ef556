using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.Git;
using PoolResource.Transactions;

namespace PoolResource.Cli.Queues;

/// <summary>Takes a ticket out of a line once the person has seen whose it is.</summary>
/// <param name="chosen">The branch.</param>
/// <param name="session">The way to the host.</param>
/// <param name="terminal">Where the person is.</param>
internal sealed class ConfirmedRemoval(ChosenBranch chosen, GitSession session, Terminal terminal)
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

        await TicketRemoval.RunAsync(session, chosen.Source.Branch, line.Name, id, stop);
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
}
