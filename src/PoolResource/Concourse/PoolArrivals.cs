using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.Git.Objects;

namespace PoolResource.Concourse;

/// <summary>
/// The versions of a trigger: one for every lock that stands in a state, named by the commit in which it arrived
/// there. A lock that leaves takes its version with it.
/// </summary>
/// <param name="branch">The branch.</param>
/// <param name="source">The pool, the state, and whether a lock triggers again.</param>
/// <param name="given">Tells whether the branch has the version that is known.</param>
public sealed class PoolArrivals(PoolBranch branch, Source source, GivenVersion given)
{
    private readonly StateDirectory directory = new(source.Pool, source.TriggerOn!);

    private HistoryFetcher History => given.History;

    private GitObjects Objects => branch.Objects;

    /// <summary>The locks that wait, as seen from a version.</summary>
    /// <param name="version">The version; null when none is known.</param>
    /// <param name="learned">What an earlier check has learned: only what came since is read.</param>
    /// <param name="stop">Ends the search.</param>
    /// <returns>Null when there is no branch.</returns>
    public async Task<WaitingLocks?> SinceAsync(Version? version, WaitingLocks? learned, CancellationToken stop)
    {
        if (learned?.From(version) is { } before && await History.FetchSinceAsync(before.Tip, stop))
        {
            return await GoOnAsync(before, stop);
        }

        return await given.FetchAsync(version?.Ref, stop) is var (hasBranch, known) && hasBranch
            ? await LookAsync(known is null ? null : version! with { Ref = known.Value }, known, stop)
            : null;
    }

    private async Task<WaitingLocks> GoOnAsync(WaitingLocks before, CancellationToken stop)
    {
        var tip = Objects.Tip;
        var waiting = await WaitingAsync(tip, before, before.Given is not null, stop);
        var (earlier, later) = Ordered(waiting.Except(before.All), before.Tip, tip);
        return before with
        {
            Tip = tip,
            Earlier = [.. before.Earlier.Where(waiting.Contains), .. earlier],
            Later = [.. before.Later.Where(waiting.Contains), .. later],
        };
    }

    private async Task<WaitingLocks> LookAsync(Version? version, CommitId? known, CancellationToken stop)
    {
        var tip = Objects.Tip;
        var (earlier, later) = Ordered(await WaitingAsync(tip, null, version is not null, stop), known, tip);
        var passed = version is null ? [] : later.Where(arrival => !arrival.IsAfter(version, known!)).ToList();
        return new WaitingLocks(tip, version, [.. earlier, .. passed], [.. later.Except(passed)]);
    }

    private async Task<HashSet<Arrival>> WaitingAsync(CommitId tip, WaitingLocks? before, bool isKnown, CancellationToken stop)
    {
        var known = before?.All.DistinctBy(arrival => arrival.Name).ToDictionary(arrival => LockOf(arrival.Name)) ?? [];
        var earlier = before is null ? null : new Answers(before.Tip, known.ToDictionary(one => one.Key, one => one.Value.Commit));

        // What arrived before the known version matters only when it may have to be triggered again.
        var steps = isKnown && source.RetriggerAfter is null ? 0 : HistorySearch.AllSteps;
        var locks = Objects.Locks(tip, directory.Path).Select(standing => LockOf(standing.Name));
        var arrivals = await given.Search.ArrivalsAsync(tip, locks, earlier, steps, stop);
        return [.. arrivals.Select(found => known.GetValueOrDefault(found.Key) is { } old && old.Commit == found.Value
            ? old
            : new Arrival(found.Value, found.Key.Name, Objects.Describe(found.Value).When))];
    }

    private Lock LockOf(LockName name) => new(directory.Pool, directory.State, name);

    /// <summary>
    /// What a commit contains in no order, and the rest, with what arrived in that commit, parents before children and
    /// by name in one commit.
    /// </summary>
    private (List<Arrival> Earlier, List<Arrival> Later) Ordered(IEnumerable<Arrival> waiting, CommitId? known, CommitId tip)
    {
        var all = waiting.ToList();
        if (all.Count == 0)
        {
            return ([], []);
        }

        var order = History.Graph.Since(known, tip).Select((commit, place) => (commit, place)).ToDictionary();
        if (known is not null)
        {
            order[known] = -1;
        }

        return (
            [.. all.Where(arrival => !order.ContainsKey(arrival.Commit))],
            [.. all.Where(arrival => order.ContainsKey(arrival.Commit)).OrderBy(arrival => order[arrival.Commit]).ThenBy(arrival => arrival.Name)]);
    }
}
