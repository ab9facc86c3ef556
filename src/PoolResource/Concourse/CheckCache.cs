using System.Globalization;
using System.Text;
using PoolResource.Git;

namespace PoolResource.Concourse;

/// <summary>
/// What checks of the same branch leave for the next one in the temporary directory: a bare repository, and what they
/// learned of the tip last seen. It may be absent, damaged, or in use by a check that has not ended;
/// whoever finds it in use works without it.
/// </summary>
public sealed class CheckCache : IDisposable
{
    private const string None = "none";
    private const string Missing = "missing";

    private readonly string? folder;
    private readonly FileStream? turn;

    /// <summary>No cache: nothing is known, and nothing is kept.</summary>
    public static CheckCache Absent { get; } = new(null, null);

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

    /// <summary>What the newest version of a pool was at the tip last seen; null when it is not known.</summary>
    public NewestVersion? RecallNewest(PoolName pool) =>
        Read(Newest(pool)).Split(' ') is [var at, var version]
        && CommitId.TryParse(at, out var tip)
        && (CommitId.TryParse(version, out var newest) || version == None)
            ? new NewestVersion(tip, newest)
            : null;

    /// <summary>Leaves the newest version for the next check.</summary>
    public void Remember(NewestVersion newest, PoolName pool) => Write(Newest(pool), $"{newest.Tip} {newest.Commit?.Value ?? None}");

    /// <summary>Which locks waited for a trigger at the tip last seen; null when it is not known.</summary>
    public WaitingLocks? RecallWaiting(Source source) => WaitingNote.Read(Read(Waiting(source)));

    /// <summary>Leaves the waiting locks for the next check.</summary>
    public void Remember(WaitingLocks waiting, Source source) => Write(Waiting(source), WaitingNote.Write(waiting));

    /// <summary>The tip that was known last not to contain a version; null when nothing is known of it.</summary>
    public CommitId? MissedAt(string version) =>
        Read(Missing).Split(' ') is [var at, var missed] && missed == version && CommitId.TryParse(at, out var tip) ? tip : null;

    /// <summary>Leaves for the next check that a version is not in the branch.</summary>
    public void RememberMissing(CommitId tip, string version)
    {
        if (!version.Any(char.IsWhiteSpace))
        {
            Write(Missing, $"{tip} {version}");
        }
    }

    /// <summary>Throws the repository away, which is damaged.</summary>
    /// <returns>False when it cannot be: the check then works without.</returns>
    public bool TryDropRepository()
    {
        try
        {
            Directory.Delete(Repository!, recursive: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault is DirectoryNotFoundException;
        }
    }

    public void Dispose() => turn?.Dispose();

    private static string Newest(PoolName pool) => $"newest-{Key(pool.Value)}";

    private static string Waiting(Source source) =>
        $"waiting-{Key($"{source.Pool.Directory(source.TriggerOn!)} {source.RetriggerAfter is null}")}";

    // What cannot be read was never known, and what cannot be written is found out again.
    private string Read(string note)
    {
        try
        {
            return folder is null ? "" : File.ReadAllText(Path.Combine(folder, note));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private void Write(string note, string text)
    {
        if (folder is null)
        {
            return;
        }

        try
        {
            var (draft, place) = (Path.Combine(folder, "draft"), Path.Combine(folder, note));
            foreach (var directory in new[] { draft, place }.Where(Directory.Exists))
            {
                Directory.Delete(directory, recursive: true);
            }

            File.WriteAllText(draft, text);
            File.Move(draft, place, overwrite: true);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next check works without it.
        }
    }

    // FNV-1a. A hash of the framework's would load OpenSSL, which takes longer than all else a check does.
    private static string Key(string text) =>
        Encoding.UTF8.GetBytes(text).Aggregate(14695981039346656037, (hash, next) => unchecked((hash ^ next) * 1099511628211)).ToString("x16", CultureInfo.InvariantCulture);
}
