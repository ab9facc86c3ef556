using PoolResource.Cli.Commands;
using PoolResource.Cli.Repositories;
using PoolResource.Git;
using PoolResource.Queue;
using PoolResource.Reading;

namespace PoolResource.Cli.Queues;

/// <summary>Tells from the refs of a host who waits for what.</summary>
/// <param name="view">The branch, read with <see cref="Ticket.Refs"/>.</param>
/// <param name="lines">The lines.</param>
internal sealed class QueueReader(BranchView view, Lines lines)
{
    /// <summary>So many files are brought at most: each takes a connection, and anybody may leave tickets.</summary>
    private const int MostFiles = 50;

    private readonly Dictionary<string, Waiter?> owners = [];

    /// <summary>Reads the lines of some pools; none for all.</summary>
    /// <exception cref="PoolException">The branch has no such pool.</exception>
    public static async Task<QueueReport> ReadAsync(ChosenBranch chosen, GitSession session, IReadOnlyCollection<PoolName> wanted, CancellationToken stop)
    {
        var branch = chosen.Source.Branch;
        return await chosen.ReadAsync(session, Ticket.Refs, ReadAsync, stop);

        async Task<QueueReport> ReadAsync(BranchView view)
        {
            PoolArgument.RequireAll(wanted, view.Pools.Names);
            var reader = new QueueReader(view, new Lines(view.Others, branch));
            var pools = new List<PoolLine>();
            foreach (var pool in view.Pools.Names.Where(name => wanted.Count == 0 || wanted.Contains(name)))
            {
                pools.Add(new PoolLine(pool, await reader.EntriesAsync(pool, stop)));
            }

            return new QueueReport(view.Tip, pools);
        }
    }

    private async Task<IReadOnlyList<LineEntry>> EntriesAsync(PoolName pool, CancellationToken stop)
    {
        var line = lines.Of(pool);
        LockName[] locks = [.. view.Pools.In(pool).Concat(view.Pools.In(pool.Lifecycle)).Select(one => one.Name).Distinct()];
        var (places, named) = (line.Places(locks), locks.ToLookup(Ticket.WantOf));
        var entries = new List<LineEntry>();
        foreach (var ticket in line.Tickets)
        {
            entries.Add(new LineEntry(places[ticket.Id], ticket, await OwnerAsync(lines.RefOf(ticket, pool).Id, stop), ticket.Want is { } want ? named[want].FirstOrDefault() : null));
        }

        return entries;
    }

    private async Task<Waiter?> OwnerAsync(string id, CancellationToken stop)
    {
        if (!owners.TryGetValue(id, out var owner) && owners.Count < MostFiles)
        {
            owner = await TextAsync(id, stop) is { } text ? Waiter.Read(text) : null;
            owners.Add(id, owner);
        }

        return owner;
    }

    private async Task<string?> TextAsync(string id, CancellationToken stop)
    {
        try
        {
            return await view.TextAsync(id, Waiter.Longest, stop);
        }
        catch (GitException) when (!stop.IsCancellationRequested)
        {
            // The line is known without it.
            return null;
        }
    }
}
