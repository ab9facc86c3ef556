using PoolResource.Git;
using PoolResource.Git.Graph;

namespace PoolResource.Reading;

/// <summary>What a lock's file holds at the tip of its branch.</summary>
/// <param name="Lock">The lock, where it stands.</param>
/// <param name="Id">The id of the file (see <see cref="Pools.ContentId"/>).</param>
/// <param name="Content">Its bytes; null where they are more than was asked for.</param>
public sealed record LockFile(Lock Lock, string Id, ReadOnlyMemory<byte>? Content)
{
    // A link, and the file that it leads to.
    private const int MostFiles = 3;

    /// <summary>Brings it from the host; nothing of it is kept.</summary>
    /// <param name="source">The branch.</param>
    /// <param name="name">The lock, in the source's pool.</param>
    /// <param name="longest">So many bytes are read at most.</param>
    /// <param name="log">What git says.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>Null where there is no such lock.</returns>
    /// <exception cref="PoolException">The lock stands in both states, or the source cannot be used.</exception>
    /// <exception cref="GitException">The host cannot be asked, or does not give the file.</exception>
    public static async Task<LockFile?> ReadAsync(Source source, LockName name, int longest, EngineLog log, TimeProvider time, CancellationToken stop)
    {
        using var session = await GitSession.OpenAsync(source, log, time, stop, leavesFilesOut: true);
        using var branch = session.OpenBranch(filter: PartialFetch.All);
        if (!await branch.FetchAsync(stop, "--depth=1"))
        {
            return null;
        }

        var pools = new CommitGraph(branch.Objects).Pools(branch.Objects.Tip);
        return pools.Find(source.Pool, name) is { } standing && pools.ContentId(standing) is { } id
            ? new LockFile(standing, id, await ReadAsync(branch, pools, standing, id, longest, stop))
            : null;
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(PoolBranch branch, Pools pools, Lock standing, string id, int longest, CancellationToken stop)
    {
        for (var brought = 0; ; brought++)
        {
            try
            {
                return branch.Objects.BlobOf(id).Size <= longest && pools.Read(standing) is { } bytes && bytes.Length <= longest ? bytes : (ReadOnlyMemory<byte>?)null;
            }
            catch (ObjectNotHereException missing) when (brought < MostFiles)
            {
                if (!await branch.FetchFileAsync(missing.Id, stop))
                {
                    throw;
                }
            }
        }
    }

    // Content is often a credential.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append($"Lock = {Lock}, Id = {Id}");
        return true;
    }
}
