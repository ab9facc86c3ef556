using PoolResource.Cli.Display;
using PoolResource.Cli.Repositories;
using PoolResource.Git;

namespace PoolResource.Cli.Status;

/// <summary>
/// Shows how the pools are, again and again, until it is stopped: on a terminal in place, elsewhere whenever the branch has
/// moved. The host is asked for nothing but the tip while that stays.
/// </summary>
internal static class StatusWatch
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    /// <param name="chosen">The branch.</param>
    /// <param name="pools">Which pools; none for all.</param>
    /// <param name="terminal">Where it is shown.</param>
    /// <param name="json">Whether each answer is a line of JSON.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task RunAsync(ChosenBranch chosen, PoolName[] pools, Terminal terminal, bool json, CancellationToken stop)
    {
        var source = chosen.Source;
        using var session = await chosen.OpenAsync(stop);
        using var page = json || terminal.Width is null ? null : new LivePage(terminal);
        for (BranchStatus? known = null; ; await Task.Delay(Pause, terminal.Time, stop))
        {
            var news = await LookAsync(session, known, stop);
            known = news ?? known;
            if (page is not null)
            {
                var (width, height) = page.Size;
                page.Show(StatusView.Of(known!, terminal.Time.GetUtcNow(), width), width, height);
            }
            else if (news is not null && json)
            {
                terminal.Answer(StatusDocument.Of(news, source), StatusJson.Default.StatusDocument);
            }
            else if (news is not null)
            {
                terminal.Show(StatusView.Of(news, terminal.Time.GetUtcNow(), null));
                await terminal.Out.WriteAsync("\n");
            }
        }

        // Null where nothing is new.
        async Task<BranchStatus?> LookAsync(GitSession way, BranchStatus? known, CancellationToken end) =>
            known is not null && await way.TipAsync(end) == known.Tip ? null : (await chosen.ReadAsync(way, StatusReader.Of, end)).Of(pools);
    }
}
