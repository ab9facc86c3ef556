using PoolResource.Git;
using PoolResource.History;
using PoolResource.Queue;
using PoolResource.Reading;
using PoolResource.Reports;

namespace PoolResource.Web.Branch;

/// <summary>Reads the branch time after time, and each time only what is new.</summary>
/// <param name="branch">The branch.</param>
/// <param name="time">The clock.</param>
internal sealed class SnapshotReader(WatchedBranch branch, TimeProvider time)
{
    private readonly Dictionary<string, Waiter?> owners = [];
    private LockHistory? known;

    /// <summary>Reads it.</summary>
    /// <param name="session">Runs git.</param>
    /// <param name="there">What the host has told just now.</param>
    /// <param name="show">Shows what was read, before it is written down.</param>
    /// <param name="stop">Ends it.</param>
    public async Task ReadAsync(GitSession session, HostRefs there, Action<Snapshot> show, CancellationToken stop)
    {
        var reading = new BranchReader(session, branch.Source, branch.Shelf, time) { Others = Ticket.Refs, Told = there, Known = known, RemembersHistory = true };
        var isThere = await reading.ReadAsync(async view =>
        {
            var lines = new Lines(view.Others, branch.Source.Branch);
            foreach (var gone in owners.Keys.Except(view.Others.Values).ToList())
            {
                owners.Remove(gone);
            }

            show(new Snapshot(StatusReader.Of(view, branch.Source.Branch).Pools, (await new QueueReader(view, lines, owners).ReadAsync([], stop)).Pools, view.History));
            return true;
        }, stop);
        known = reading.Known;
        if (!isThere)
        {
            show(Snapshot.Empty);
        }
    }
}
