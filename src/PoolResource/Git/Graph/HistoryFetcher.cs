using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>Brings as much of the branch's past as a question needs.</summary>
/// <param name="branch">The branch.</param>
public sealed class HistoryFetcher(PoolBranch branch)
{
    /// <summary>Commits to bring before looking again. Whoever asks is content with recent history or wants all of it.</summary>
    internal static readonly string[] Steps = ["--deepen=50", "--deepen=500", "--deepen=5000", "--deepen=50000", All];

    /// <summary>What is asked for when nothing less will do.</summary>
    internal const string All = "all";

    private CommitGraph? graph;

    /// <summary>What is here of the past.</summary>
    public CommitGraph Graph => graph?.Objects == Objects ? graph : graph = new CommitGraph(Objects) { Learned = graph?.Learned };

    private GitObjects Objects => branch.Objects;

    /// <summary>
    /// Brings the branch: what came since the last time, or its newest 50 commits, which travel almost as fast as the
    /// newest alone and mostly tell what is asked.
    /// </summary>
    /// <returns>False when there is no such branch.</returns>
    public Task<bool> FetchRecentAsync(CancellationToken stop) => branch.FetchAsync(stop, Objects.IsEmpty ? ["--depth=50"] : []);

    /// <summary>Brings a commit with its parents, and all that came after it in the branch.</summary>
    /// <returns>False when the branch does not contain it.</returns>
    public async Task<bool> FetchSinceAsync(CommitId known, CancellationToken stop) =>
        await FetchWithAsync(known, stop) && await CompleteAsync(known, stop);

    /// <summary>
    /// Brings the branch and, where the host has it, a commit with its parents and what came after it. Mostly the
    /// commit is the tip, and one fetch is enough. If not, the boundary behind the tip has to go, since it would hide
    /// what lies between the two.
    /// </summary>
    /// <returns>False when there is no such branch.</returns>
    public async Task<bool> FetchWithAsync(CommitId known, CancellationToken stop)
    {
        if (Objects.IsEmpty || !Objects.Has(known) || !Graph.Contains(Objects.Tip, known))
        {
            if (Objects.HasAny)
            {
                branch.Restart();
            }

            if (!await branch.FetchTipAndAsync(known, stop))
            {
                return await DeepenToAsync(known, stop);
            }

            // It was asked for with its parents.
            var end = Objects.IsBoundary(known) ? known.Value : null;
            var found = true;
            if (Objects.Tip != known && Objects.Has(known))
            {
                Objects.StartAt(known);
                found = await branch.FetchAsync(stop);
            }

            Objects.EndAt(end is null ? [] : [end]);
            return found;
        }

        return await branch.FetchAsync(stop);
    }

    /// <summary>
    /// Brings what is still missing to tell what came after a commit, once the branch is here: a side branch merged
    /// since may be older than the commit, and only all of history tells what of it the commit contains.
    /// </summary>
    /// <returns>False when the branch does not contain the commit, or is not there any more.</returns>
    public async Task<bool> CompleteAsync(CommitId known, CancellationToken stop)
    {
        if (!Objects.Has(known) || !Graph.Contains(Objects.Tip, known))
        {
            return false;
        }

        return !(Objects.IsShallow && Graph.HasMergesSince(known, Objects.Tip)) || await TryDeepenAsync(All, stop);
    }

    /// <summary>The same, and all of history where the branch does not contain the commit: what became of a claim stands anywhere in it then.</summary>
    /// <returns>False when there is no such branch any more.</returns>
    public async Task<bool> CompleteOrFetchAllAsync(CommitId known, CancellationToken stop) =>
        await CompleteAsync(known, stop) || !Objects.IsShallow || await TryDeepenAsync(All, stop);

    /// <summary>Brings more of the past in the middle of a search.</summary>
    /// <param name="step">An option of git-fetch that deepens, or <see cref="All"/>.</param>
    /// <param name="stop">Kills git.</param>
    /// <exception cref="GitException">The host cannot be asked, or has no such branch any more: the next look finds that.</exception>
    internal async Task DeepenAsync(string step, CancellationToken stop)
    {
        if (!await TryDeepenAsync(step, stop))
        {
            throw new GitException("fetch", 128, "fatal: the branch was deleted meanwhile");
        }
    }

    // A boundary that stays where it is, or that is left when all was asked for, is where the host's own history was cut.
    private async Task<bool> TryDeepenAsync(string step, CancellationToken stop)
    {
        var before = Objects.Boundary.ToHashSet();
        var found = step == All ? await FetchAllAsync(stop) : await branch.FetchAsync(stop, step);
        if (found)
        {
            Objects.EndAt(step == All ? Objects.Boundary.ToList() : before);
        }

        return found;
    }

    // A host sends a whole history from what it has packed; the rest of one it has to put together.
    private async Task<bool> FetchAllAsync(CancellationToken stop)
    {
        var goBack = Objects.StartAnew();
        var found = false;
        try
        {
            return found = await branch.FetchAsync(stop, "--update-shallow");
        }
        finally
        {
            if (!found)
            {
                goBack();
            }
        }
    }

    // For hosts that give out branches only, and for commits that nobody has.
    private async Task<bool> DeepenToAsync(CommitId known, CancellationToken stop)
    {
        var found = await branch.FetchAsync(stop, "--depth=2");
        foreach (var step in found ? Steps : [])
        {
            if (!Objects.IsShallow || (Objects.Has(known) && Graph.Contains(Objects.Tip, known)))
            {
                break;
            }

            if (!await TryDeepenAsync(step, stop))
            {
                return false;
            }
        }

        return found;
    }
}
