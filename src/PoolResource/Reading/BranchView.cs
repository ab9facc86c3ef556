using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.History;

namespace PoolResource.Reading;

/// <summary>A branch at its tip; not to be kept beyond the look at it.</summary>
/// <param name="Tip">The tip.</param>
/// <param name="Graph">What is here of it.</param>
/// <param name="History">What is known up to the tip; this alone may be kept.</param>
public sealed record BranchView(CommitId Tip, CommitGraph Graph, LockHistory History)
{
    internal static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>The other refs that were asked for: the id of what each points to, by its name.</summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = None;

    /// <summary>What brings files.</summary>
    internal PoolBranch? Branch { get; init; }

    /// <summary>The pools at the tip.</summary>
    public Pools Pools { get; } = Graph.Pools(Tip);

    /// <summary>What is wrong at the tip.</summary>
    public IReadOnlyList<BranchFault> Faults => Graph.FaultsIn(Tip);

    /// <summary>The text of a file that a ref points to; it is brought here where it is not.</summary>
    /// <param name="id">Its id, as the host told it.</param>
    /// <param name="longest">So many bytes it may have.</param>
    /// <param name="stop">Kills git.</param>
    /// <returns>Null where it has more bytes, is no file, or the host does not give it.</returns>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    public async Task<string?> TextAsync(string id, int longest, CancellationToken stop)
    {
        if (Branch is null || !CommitId.TryParse(id, out _))
        {
            return null;
        }

        try
        {
            return Branch.Objects.Text(id, longest);
        }
        catch (ObjectNotHereException)
        {
            return await Branch.FetchFileAsync(id, stop) ? Brought(id, longest) : null;
        }
    }

    private string? Brought(string id, int longest)
    {
        try
        {
            return Branch!.Objects.Text(id, longest);
        }
        catch (ObjectNotHereException)
        {
            return null;
        }
    }
}
