using System.Text;
using PoolResource.History;

namespace PoolResource.Reading;

/// <summary>
/// What is kept of a branch: a bare repository with all of its history, and what was read of it. Nobody else has it until
/// it is disposed, however this process ends.
/// </summary>
public sealed class KeptBranch : IDisposable
{
    private readonly string? folder;
    private readonly FileStream? turn;

    internal KeptBranch(string? folder, FileStream? turn) => (this.folder, this.turn) = (folder, turn);

    /// <summary>Nothing is kept.</summary>
    public static KeptBranch None { get; } = new(null, null);

    /// <summary>Where the repository is or will be; null where nothing is kept.</summary>
    public string? Repository => folder is null ? null : Path.Combine(folder, "repository.git");

    /// <summary>Whether a repository is there, which may be damaged.</summary>
    public bool HasRepository => Directory.Exists(Repository);

    private string? Notes => folder is null ? null : Path.Combine(folder, "history");

    private string? Shown => folder is null ? null : Path.Combine(folder, "tip");

    /// <summary>What was read of the branch; an empty history when nothing is kept, or what is there is not what was written.</summary>
    public LockHistory Recall()
    {
        try
        {
            return Notes is not null && File.Exists(Notes) ? StoredHistory.Read(File.ReadAllBytes(Notes)) ?? LockHistory.Empty : LockHistory.Empty;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return LockHistory.Empty;
        }
    }

    /// <summary>The tip up to which the branch was last shown, which may be later than what was written down; null when it never was.</summary>
    public CommitId? Seen()
    {
        try
        {
            return Shown is not null && File.Exists(Shown) && CommitId.TryParse(File.ReadAllText(Shown).Trim(), out var tip) ? tip : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Keeps the tip that is shown, and what was read where much of it is new; where it cannot be kept it is read again next time.</summary>
    public void Keep(LockHistory history, bool isMuch)
    {
        try
        {
            if (Notes is not null && isMuch)
            {
                PrivateFile.Replace(Notes, StoredHistory.Write(history));
            }

            if (Shown is not null && history.Tip != Seen())
            {
                PrivateFile.Replace(Shown, Encoding.ASCII.GetBytes($"{history.Tip}\n"));
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next one reads it again.
        }
    }

    /// <summary>Throws all of it away, which is damaged.</summary>
    /// <returns>Whether it is gone.</returns>
    public bool TryDrop()
    {
        try
        {
            File.Delete(Notes!);
            if (File.Exists(Repository))
            {
                File.Delete(Repository);
                return true;
            }

            Directory.Delete(Repository!, recursive: true);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault is DirectoryNotFoundException;
        }
    }

    public void Dispose() => turn?.Dispose();
}
