using PoolResource.Git;
using PoolResource.Git.Graph;

namespace PoolResource.Reading;

/// <summary>
/// Reads a branch and all of its history: what is kept of it stays, and only what is new is fetched and read. Where
/// nothing is new, the host is asked for the tip and for nothing else.
/// </summary>
/// <param name="session">Runs git.</param>
/// <param name="source">The branch.</param>
/// <param name="shelf">Where branches are kept.</param>
/// <param name="time">The clock.</param>
public sealed class BranchReader(GitSession session, Source source, CacheShelf shelf, TimeProvider time)
{
    // Each fetch leaves one; git looks for an object in all of them.
    private const int ManyPacks = 50;

    // To read so many again takes no longer than to write down all that is known.
    private const int ManyCommits = 300;

    /// <summary>Reads the branch and looks at it; once more from the beginning where what is kept proves damaged.</summary>
    /// <param name="look">Looks at it.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What was seen; the default when there is no such branch.</returns>
    /// <exception cref="GitException">The host cannot be reached, or refuses.</exception>
    public async Task<T?> ReadAsync<T>(Func<BranchView, T> look, CancellationToken stop)
    {
        using var kept = await shelf.TakeAsync(source, time, stop);
        var asking = kept.HasRepository ? session.TipAsync(stop) : null;
        try
        {
            return await ReadAsync(kept, kept.Repository, asking, look, stop);
        }
        catch (Exception fault) when (asking is { IsCompletedSuccessfully: true } && fault is not (PoolException or OperationCanceledException or GitException { IsRefusal: true }))
        {
            // The host has answered; whose fault a later failure was git does not say.
            return await ReadAsync(kept, kept.TryDrop() ? kept.Repository : null, asking: null, look, stop);
        }
    }

    private async Task<T?> ReadAsync<T>(KeptBranch kept, string? repository, Task<CommitId?>? asking, Func<BranchView, T> look, CancellationToken stop)
    {
        var known = kept.Recall();
        using var branch = session.OpenBranch(repository, readAgain: asking is null);
        if (asking is not null && await asking is null)
        {
            return default;
        }

        var hasIt = asking is not null && !branch.Objects.IsEmpty && branch.Objects.Tip == await asking;
        if (!hasIt && !await branch.FetchAsync(stop))
        {
            return default;
        }

        var tip = branch.Objects.Tip;
        var history = new HistoryReader(branch.Objects).Read(known, tip, stop);
        if (history.Unkept > ManyCommits || (history.Unkept > 0 && history.Unkept == history.Commits))
        {
            kept.Keep(history);
        }

        var seen = look(new BranchView(tip, new CommitGraph(branch.Objects), history));
        if (!hasIt && kept.Packs > ManyPacks)
        {
            // At best: with many packs all goes on as well, and slower.
            await session.Git.TryAsync(["--git-dir", repository!, "repack", "-d", "--quiet", "--geometric=2"], GitCommand.LongSilence, stop);
        }

        return seen;
    }
}
