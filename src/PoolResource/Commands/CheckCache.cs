using System.Globalization;
using System.Text;

namespace PoolResource.Commands;

/// <summary>
/// What checks of the same branch leave for the next one in the temporary directory: a bare repository, and the newest
/// version of each pool at the tip last seen. It may be absent, damaged, or in use by a check that has not ended;
/// whoever finds it in use works without it.
/// </summary>
public sealed class CheckCache : IDisposable
{
    private const string None = "none";

    private readonly string? folder;
    private readonly FileStream? turn;

    private CheckCache(string? folder, FileStream? turn) => (this.folder, this.turn) = (folder, turn);

    /// <summary>Where the repository is or will be; null when another check works with it.</summary>
    public string? Repository => folder is null ? null : Path.Combine(folder, "repository.git");

    /// <summary>Whether an earlier check left a repository, which may be damaged.</summary>
    public bool HasRepository => Directory.Exists(Repository);

    /// <summary>Takes the cache of a branch for this check alone, if nobody has it.</summary>
    public static CheckCache Open(Source source)
    {
        var shelf = Path.Combine(Path.GetTempPath(), "pool-resource-check");
        var folder = Path.Combine(shelf, Key($"{source.Uri.Value}\n{source.Branch}"));
        try
        {
            if (!OwnDirectory.TryMake(shelf) || !OwnDirectory.TryMake(folder))
            {
                return new CheckCache(null, null);
            }

            // The lock goes with the process, however it ends.
            var turn = new FileStream(Path.Combine(folder, "turn"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            return new CheckCache(folder, turn);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new CheckCache(null, null);
        }
    }

    /// <summary>What the newest version of a pool was when the branch pointed to a commit.</summary>
    /// <param name="tip">The commit.</param>
    /// <param name="pool">The pool.</param>
    /// <param name="newest">The version; null when the pool had none.</param>
    /// <returns>False when it is not known.</returns>
    public bool TryRecall(CommitId tip, PoolName pool, out CommitId? newest)
    {
        newest = null;
        try
        {
            return folder is not null
                && File.ReadAllText(Note(pool)).Split(' ') is [var at, var version]
                && at == tip.Value
                && (CommitId.TryParse(version, out newest) || version == None);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Leaves the newest version for the next check.</summary>
    public void Remember(CommitId tip, PoolName pool, CommitId? newest)
    {
        if (folder is not null)
        {
            var draft = Path.Combine(folder, "draft");
            File.WriteAllText(draft, $"{tip} {newest?.Value ?? None}");
            File.Move(draft, Note(pool), overwrite: true);
        }
    }

    public void Dispose() => turn?.Dispose();

    private string Note(PoolName pool) => Path.Combine(folder!, $"newest-{Key(pool.Value)}");

    // FNV-1a. A hash of the framework's would load OpenSSL, which takes longer than all else a check does.
    private static string Key(string text) =>
        Encoding.UTF8.GetBytes(text).Aggregate(14695981039346656037, (hash, next) => unchecked((hash ^ next) * 1099511628211)).ToString("x16", CultureInfo.InvariantCulture);
}
