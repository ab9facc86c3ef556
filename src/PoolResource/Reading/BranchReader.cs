using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.History;

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

    /// <summary>What the names begin with of other refs that are to be seen, with a slash at its end; they are told with the tip. Null for none.</summary>
    public string? Others { get; init; }

    /// <summary>What the host has told just now of the branch and of <see cref="Others"/>, so that it is not asked a second time; null where it has not been asked.</summary>
    public HostRefs? Told { get; init; }

    /// <summary>What is known of the branch already, so that what was written down is not read; null for nothing.</summary>
    public LockHistory? Known { get; set; }

    /// <summary>Whether each reading leaves what it has read in <see cref="Known"/>.</summary>
    public bool RemembersHistory { get; init; }

    /// <summary>Reads the branch and looks at it; once more from the beginning where what is kept proves damaged.</summary>
    /// <param name="look">Looks at it.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>What was seen; the default when there is no such branch.</returns>
    /// <exception cref="GitException">The host cannot be reached, or refuses.</exception>
    public Task<T?> ReadAsync<T>(Func<BranchView, T> look, CancellationToken stop) => ReadAsync(view => Task.FromResult(look(view)), stop);

    /// <summary>The same, where the look brings files.</summary>
    public async Task<T?> ReadAsync<T>(Func<BranchView, Task<T>> look, CancellationToken stop)
    {
        using var kept = await shelf.TakeAsync(source, time, stop);
        var had = kept.HasRepository;
        var asking = Told is not null ? Task.FromResult(Told) : had || Others is not null ? session.LookAsync(Others, stop) : null;
        var found = ReadingFault.Elsewhere;
        try
        {
            return await ReadAsync(kept, kept.Repository, asking, readAgain: !had, look, stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested
            && kept.Repository is not null
            && (found = ReadingFaults.Of(fault, asking is { IsCompletedSuccessfully: true })) != ReadingFault.Elsewhere)
        {
            Known = found == ReadingFault.Damage ? null : Known;

            // Half a repository is of no use to anybody.
            var isGone = (found == ReadingFault.Damage || !had) && kept.TryDrop();
            var told = asking is { IsCompletedSuccessfully: true } ? asking : Others is not null ? session.LookAsync(Others, stop) : null;
            return await ReadAsync(kept, found == ReadingFault.Damage && isGone ? kept.Repository : null, told, readAgain: true, look, stop);
        }
    }

    private async Task<T?> ReadAsync<T>(KeptBranch kept, string? repository, Task<HostRefs>? asking, bool readAgain, Func<BranchView, Task<T>> look, CancellationToken stop)
    {
        var known = Known ?? kept.Recall();
        using var branch = session.OpenBranch(repository, readAgain, filter: PartialFetch.All);
        var told = asking is null ? null : await asking;
        if (told is { Tip: null })
        {
            return default;
        }

        var hasIt = told is not null && !branch.Objects.IsEmpty && branch.Objects.Tip == told.Tip;
        if (!hasIt && !await branch.FetchAsync(stop))
        {
            return default;
        }

        var tip = branch.Objects.Tip;
        var reader = new HistoryReader(branch.Objects);
        var history = reader.Read(known, tip, stop);
        if (kept.Seen() is { } last && !reader.Contains(history, last))
        {
            history = history.After(last);
        }

        var isMuch = history.Unkept > ManyCommits || (history.Unkept > 0 && history.Unkept == history.Commits) || history.Rewritten != known.Rewritten;
        var shown = RemembersHistory && isMuch ? history.Kept() : history;
        if (RemembersHistory)
        {
            Known = shown;
        }

        T? seen;
        try
        {
            seen = await look(new BranchView(tip, new CommitGraph(branch.Objects), shown) { Others = told?.Others ?? BranchView.None, Branch = branch });
        }
        finally
        {
            // Whoever waits for what is seen does not wait for this.
            kept.Keep(history, isMuch);
        }

        if (!hasIt && branch.Packs > ManyPacks)
        {
            await RepackAsync(branch.Directory, stop);
        }

        return seen;
    }

    // At best: with many packs all goes on as well, and slower.
    private async Task RepackAsync(string repository, CancellationToken stop)
    {
        try
        {
            await session.Git.TryAsync(["--git-dir", repository, "repack", "-d", "--quiet", "--geometric=2"], GitCommand.LongSilence, stop);
        }
        catch (GitException)
        {
            // It was too slow; the next one tries it again.
        }
    }
}
