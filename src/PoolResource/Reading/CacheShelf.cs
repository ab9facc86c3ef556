using System.Security.Cryptography;
using PoolResource.Git;
using PoolResource.History;

namespace PoolResource.Reading;

/// <summary>Where branches are kept: <c>$XDG_CACHE_HOME/pool-resource</c>, or <c>~/.cache/pool-resource</c>; this user's alone.</summary>
public sealed class CacheShelf
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // Somebody else reads it for the first time, or waits for a host.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly string? path;

    private CacheShelf(string? path) => this.path = path;

    /// <summary>No place at all: nothing is kept.</summary>
    public static CacheShelf None { get; } = new(null);

    /// <summary>The place that the environment names; none where it names none.</summary>
    public static CacheShelf In(Func<string, string?> environment) =>
        environment("XDG_CACHE_HOME") is { } cache && Path.IsPathRooted(cache) ? new CacheShelf(Path.Combine(cache, "pool-resource"))
        : environment("HOME") is { } home && Path.IsPathRooted(home) ? new CacheShelf(Path.Combine(home, ".cache", "pool-resource"))
        : None;

    /// <summary>
    /// Takes what is kept of a branch for this process alone; waits for another one that has it, and after half a minute
    /// works without.
    /// </summary>
    /// <param name="source">The branch, and how its host is opened.</param>
    /// <param name="time">The clock.</param>
    /// <param name="stop">Ends the wait.</param>
    public async Task<KeptBranch> TakeAsync(Source source, TimeProvider time, CancellationToken stop)
    {
        if (Folder(source) is not { } folder)
        {
            return KeptBranch.None;
        }

        for (var begun = time.GetTimestamp(); ;)
        {
            try
            {
                return new KeptBranch(folder, PrivateFile.Open(Path.Combine(folder, "turn"), FileMode.OpenOrCreate, FileAccess.ReadWrite));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                if (fault is not IOException taken || !PrivateFile.IsTaken(taken) || time.GetElapsedTime(begun) > Patience)
                {
                    return KeptBranch.None;
                }
            }

            await Task.Delay(Look, time, stop);
        }
    }

    /// <summary>What was known of a branch when it was last written down, whoever has it now.</summary>
    public LockHistory Recall(Source source)
    {
        using var kept = new KeptBranch(Folder(source), turn: null);
        return kept.Recall();
    }

    /// <summary>A directory of this user's alone for something else than branches; null where there is none.</summary>
    /// <param name="name">What it is called.</param>
    public string? Place(string name)
    {
        try
        {
            if (path is null)
            {
                return null;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var folder = Path.Combine(path, name);
            return OwnDirectory.TryMake(path) && OwnDirectory.TryMake(folder) ? folder : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public override string ToString() => path ?? "";

    private string? Folder(Source source)
    {
        try
        {
            if (path is null)
            {
                return null;
            }

            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var folder = OwnDirectory.TryMake(path) && Secret(Path.Combine(path, "secret")) is { } secret ? Path.Combine(path, CacheKey.Of(source, secret)) : null;
            return folder is not null && OwnDirectory.TryMake(folder) ? folder : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    // Of two processes that make it at once the first one's counts for both.
    private static byte[]? Secret(string file)
    {
        if (Read() is { } known)
        {
            return known;
        }

        var draft = $"{file}-{Guid.NewGuid():N}";
        PrivateFile.Write(draft, RandomNumberGenerator.GetBytes(CacheKey.SecretLength));
        if (File.Exists(file) && new FileInfo(file).Length != CacheKey.SecretLength)
        {
            File.Delete(file);
        }

        try
        {
            File.Move(draft, file, overwrite: false);
        }
        catch (IOException)
        {
            File.Delete(draft);
        }

        return Read();

        byte[]? Read() => File.Exists(file) && File.ReadAllBytes(file) is { Length: CacheKey.SecretLength } secret ? secret : null;
    }
}
