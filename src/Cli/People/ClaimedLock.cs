using System.Text;
using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.Transactions;

namespace PoolResource.Cli.People;

/// <summary>A lock that was taken, with what a get writes of it.</summary>
/// <param name="Claim">The claim.</param>
/// <param name="Document">The claim as a file.</param>
/// <param name="Metadata">The lock's content.</param>
internal sealed record ClaimedLock(Claim Claim, ClaimDocument Document, byte[] Metadata)
{
    /// <summary>Reads it from the branch.</summary>
    /// <exception cref="GitException">The host cannot be asked.</exception>
    public static async Task<ClaimedLock> ReadAsync(Source source, EngineLog log, TimeProvider time, Finished finished, CancellationToken stop)
    {
        using var session = await GitSession.OpenAsync(source, log, time, stop);
        using var branch = session.OpenBranch(afterPush: true);
        var history = new HistoryFetcher(branch);
        if (!await history.FetchWithAsync(finished.Commit, stop))
        {
            throw new PoolException($"commit {finished.Commit}, by which lock {finished.Lock} was claimed, is no longer in the branch");
        }

        var change = new ChangedLock(new HistorySearch(history), source.Pool).Named(finished.Commit, finished.Lock!, finished.Commit);
        return new ClaimedLock(
            change.Claim!,
            ClaimDocument.Of(change.Standing!, finished.Commit, branch.Objects.Describe(finished.Commit), source),
            history.Graph.Pools(finished.Commit).Read(change.Standing!));
    }

    private static readonly string[] Files = ["name", "metadata", ClaimDocument.FileName];

    /// <summary>Deletes them again, of a claim that is taken back; at best.</summary>
    public static void DeleteFrom(string directory)
    {
        foreach (var file in Files)
        {
            try
            {
                File.Delete(Path.Combine(directory, file));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                // It tells of a claim that is over, which nothing acts on.
            }
        }
    }

    /// <summary>Writes the files of a get into a directory.</summary>
    /// <exception cref="PoolException">One cannot be written.</exception>
    public void WriteTo(string directory)
    {
        var folder = new DestinationFolder(directory);
        if (Files.FirstOrDefault(file => Directory.Exists(Path.Combine(directory, file))) is { } taken)
        {
            throw new PoolException($"{Quoted.Text(Path.Combine(directory, taken))} is a directory, where a file of the claim belongs; name another directory");
        }

        byte[][] contents = [Encoding.UTF8.GetBytes($"{Claim.Lock}\n"), Metadata, Document.ToBytes()];
        foreach (var (file, content) in Files.Zip(contents))
        {
            folder.Write(file, content);
        }
    }
}
