using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.Git;
using PoolResource.Queue;
using PoolResource.Reports;
using Spectre.Console;

namespace PoolResource.Cli.Status;

/// <summary>
/// Shows how the pools are, again and again, until it is stopped or nobody reads it: on a terminal in place, elsewhere whenever
/// the branch has moved, or more or fewer wait. The host is asked for nothing but the tip and the lines while those stay; where it is away, that is said.
/// </summary>
internal static class StatusWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <param name="chosen">The branch.</param>
    /// <param name="pools">Which pools; none for all.</param>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="json">Whether each answer is a line of JSON.</param>
    /// <param name="stop">Ends it.</param>
    /// <exception cref="PoolException">The branch is gone.</exception>
    /// <exception cref="GitException">The host refuses, or could not be asked even once.</exception>
    public static async Task RunAsync(ChosenBranch chosen, PoolName[] pools, Terminal terminal, bool json, CancellationToken stop)
    {
        var source = chosen.Source;
        using var session = await chosen.OpenAsync(stop);
        using var page = json || terminal.Width is null || !terminal.IsObedient ? null : new LivePage(terminal);
        string? outage = null;
        for (BranchStatus? known = null; terminal.HasReader(); await Task.Delay(Pause, terminal.Time, stop))
        {
            BranchStatus? news = null;
            try
            {
                news = await LookAsync(session, known, stop);
                outage = null;
            }
            catch (GitException fault) when (known is not null && !fault.IsRefusal && !stop.IsCancellationRequested)
            {
                if (outage is null && page is null)
                {
                    chosen.Log.Unreachable(fault.Failure.Sentence);
                }

                outage = fault.Failure.Sentence;
            }

            known = news ?? known;
            if (page is not null)
            {
                var (width, height) = page.Size;
                var status = StatusView.Of(known!, terminal.Time.GetUtcNow(), width);
                page.Show(
                    outage is null ? status : new Rows(SafeText.Of($"{chosen.Log.Masked(outage)}; trying again").In(), status), width, height);
            }
            else if (news is not null && !TryTell(news))
            {
                return;
            }
        }

        // Null where nothing is new.
        async Task<BranchStatus?> LookAsync(GitSession way, BranchStatus? known, CancellationToken end) =>
            known is not null && IsStill(known, await way.LookAsync(Ticket.Refs, end)) ? null : await chosen.StatusAsync(way, pools, end);

        bool IsStill(BranchStatus known, HostRefs there) =>
            there.Tip == known.Tip && new Lines(there.Others, source.Branch) is var lines && known.Pools.All(pool => lines.Of(pool.Name).Tickets.Count == pool.Waiting);

        bool TryTell(BranchStatus news)
        {
            try
            {
                if (json)
                {
                    terminal.Deliver(StatusDocument.Of(news, source), StatusJson.Default.StatusDocument);
                }
                else
                {
                    terminal.Deliver($"{Terminal.Plain(StatusView.Of(news, terminal.Time.GetUtcNow(), null))}\n");
                }

                return true;
            }
            catch (PoolException) when (!terminal.HasReader())
            {
                return false;
            }
        }
    }
}
