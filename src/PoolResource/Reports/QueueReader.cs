using PoolResource.Git;
using PoolResource.Queue;
using PoolResource.Reading;

namespace PoolResource.Reports;

/// <summary>Tells from the refs of a host who waits for what.</summary>
/// <param name="view">The branch, read with <see cref="Ticket.Refs"/>.</param>
/// <param name="lines">The lines.</param>
/// <param name="known">Who is known already, by the id of the file that says so; what is read is added.</param>
public sealed class QueueReader(BranchView view, Lines lines, Dictionary<string, Waiter?>? known = null)
{
    /// <summary>So many files are brought at most: each takes a connection, and anybody may leave tickets.</summary>
    private const int MostFiles = 50;

    private readonly Dictionary<string, Waiter?> owners = known ?? [];

    private int brought;

    /// <summary>Reads the lines of some pools.</summary>
    /// <param name="pools">The pools, in order; none for all.</param>
    /// <param name="stop">Ends it.</param>
    public async Task<QueueReport> ReadAsync(IReadOnlyCollection<PoolName> pools, CancellationToken stop)
    {
        var read = new List<PoolLine>();
        foreach (var pool in view.Pools.Names.Where(name => pools.Count == 0 || pools.Contains(name)))
        {
            read.Add(new PoolLine(pool, await EntriesAsync(pool, stop)));
        }

        return new QueueReport(view.Tip, read);
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
        if (!owners.TryGetValue(id, out var owner) && brought < MostFiles)
        {
            brought++;
            try
            {
                owners.Add(id, owner = await view.TextAsync(id, Waiter.Longest, stop) is { } text ? Waiter.Read(text) : null);
            }
            catch (GitException) when (!stop.IsCancellationRequested)
            {
                // The lines are known without it, and without the others that this host would not hand over, either.
                brought = MostFiles;
            }
        }

        return owner;
    }
}
