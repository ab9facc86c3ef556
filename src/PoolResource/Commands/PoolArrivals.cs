using System.Globalization;
using PoolResource.Git;

namespace PoolResource.Commands;

/// <summary>
/// The versions of a trigger: one for every lock that stands in a state, named by the commit in which it arrived
/// there. A lock that leaves takes its version with it.
/// </summary>
/// <param name="branch">The branch.</param>
/// <param name="source">The pool, the state, and after how long a lock triggers again.</param>
/// <param name="log">Told of a version that is not in the branch.</param>
/// <param name="now">The time.</param>
public sealed class PoolArrivals(PoolBranch branch, Source source, BuildLog log, DateTimeOffset now)
{
    private readonly BranchHistory history = new(branch);

    private GitObjects Objects => branch.Objects;

    /// <summary>
    /// The known version and every arrival after it, oldest first, then what has to be triggered again; the oldest
    /// waiting lock alone when no version is known.
    /// </summary>
    /// <returns>Null when there is no branch.</returns>
    public async Task<IReadOnlyList<Version>?> SinceAsync(Version? given, CancellationToken stop)
    {
        if (CommitId.TryParse(given?.Ref, out var known) && await history.BringSinceAsync(known, stop))
        {
            return await AfterAsync(given, known, stop);
        }

        if (!await history.BringRecentAsync(stop))
        {
            return null;
        }

        if (given is not null)
        {
            log.UnknownVersion(given.Ref ?? "");
        }

        var waiting = await WaitingAsync(BranchHistory.AllSteps, stop);
        return [.. Ordered(waiting, null).Select(Emitted).Take(1)];
    }

    private async Task<IReadOnlyList<Version>> AfterAsync(Version given, CommitId known, CancellationToken stop)
    {
        // What arrived before the known version matters only when it may have to be triggered again.
        var waiting = await WaitingAsync(source.RetriggerAfter is null ? 0 : BranchHistory.AllSteps, stop);
        var later = Ordered(waiting, known).Where(arrival => IsAfter(arrival, given)).ToList();
        var again = waiting.Except(later).Where(arrival => AttemptOf(arrival) > 1).OrderBy(arrival => arrival.When);
        return [given, .. later.Concat(again).Select(Emitted).Where(version => version != given)];
    }

    private async Task<List<Arrival>> WaitingAsync(int steps, CancellationToken stop)
    {
        var arrivals = new List<Arrival>();
        foreach (var name in Objects.Pools(Objects.Tip, history).Standing(source.Pool, source.TriggerOn!))
        {
            var path = new Lock(source.Pool, source.TriggerOn!, name).Path;
            if (await history.ArrivalAsync(Objects.Tip, path, steps, stop) is { } commit)
            {
                arrivals.Add(new Arrival(commit, name, Objects.Describe(commit).When));
            }
        }

        return arrivals;
    }

    /// <summary>Parents before children, and by name in one commit; with a known commit, only its own and later ones.</summary>
    private IEnumerable<Arrival> Ordered(List<Arrival> waiting, CommitId? known)
    {
        var order = history.Since(known, Objects.Tip).Select((commit, place) => (commit, place)).ToDictionary();
        if (known is not null)
        {
            order[known] = -1;
        }

        return waiting
            .Where(arrival => order.ContainsKey(arrival.Commit))
            .OrderBy(arrival => order[arrival.Commit])
            .ThenBy(arrival => arrival.Name);
    }

    // A version without a lock's name (a put's, or one pinned in part) stands before the arrivals of its commit.
    private static bool IsAfter(Arrival arrival, Version known) =>
        arrival.Commit.Value != known.Ref
        || known.Lock is null
        || string.CompareOrdinal(arrival.Name.Value, known.Lock) > 0;

    private Version Emitted(Arrival arrival) => new(
        arrival.Commit.Value,
        arrival.Name.Value,
        AttemptOf(arrival) is > 1 and var attempt ? attempt.ToString(CultureInfo.InvariantCulture) : null);

    private long AttemptOf(Arrival arrival) =>
        source.RetriggerAfter is { } after && now > arrival.When ? 1 + ((now - arrival.When).Ticks / after.Ticks) : 1;

    private sealed record Arrival(CommitId Commit, LockName Name, DateTimeOffset When);
}
