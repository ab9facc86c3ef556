using System.Collections.Concurrent;

namespace PoolResource.Git.Access;

/// <summary>A directory of this step alone (mode 0700), gone with everything in it when disposed.</summary>
public sealed class PrivateFolder : IDisposable
{
    private static readonly ConcurrentDictionary<PrivateFolder, bool> Open = [];

    public PrivateFolder() => Open.TryAdd(this, true);

    /// <summary>The folder's absolute path.</summary>
    public string Path { get; } = Make();

    /// <summary>Writes a file only its owner can read (mode 0600) and returns its path.</summary>
    public string Write(string name, string text)
    {
        var path = System.IO.Path.Combine(Path, name);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new StreamWriter(path, options);
        file.Write(text);
        return path;
    }

    /// <summary>Makes a directory in the folder and returns its path.</summary>
    public string Subfolder(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    private static string Make()
    {
        RequirePlain(System.IO.Path.GetTempPath());
        try
        {
            return Directory.CreateTempSubdirectory("pool-resource-").FullName;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new PoolException(
                $"the temporary directory {Quoted.Text(System.IO.Path.GetTempPath())} cannot be used ({Quoted.Line(fault.Message)}); make it, or set TMPDIR to one that can", fault);
        }
    }

    /// <summary>Refuses a directory whose path would end a quotation in a line of shell, or of ssh's configuration.</summary>
    /// <param name="parent">Where the folder is to be made.</param>
    /// <exception cref="PoolException">It holds a quotation mark, a backslash or a control character.</exception>
    public static void RequirePlain(string parent)
    {
        if (parent.Any(c => c is '\'' or '"' or '\\' || char.IsControl(c)))
        {
            throw new PoolException(
                $"the temporary directory {Quoted.Text(parent)} cannot be used: git and ssh take no quotation mark, backslash or control character in its path; set TMPDIR to one without");
        }
    }

    /// <summary>Why it could not be emptied when it was disposed; null when it is gone.</summary>
    public string? Leftover { get; private set; }

    /// <summary>Deletes all that are open, of a process that is about to be killed.</summary>
    public static void DisposeAll()
    {
        foreach (var folder in Open.Keys)
        {
            folder.Dispose();
        }
    }

    public void Dispose()
    {
        Open.TryRemove(this, out _);
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (DirectoryNotFoundException)
        {
            // It is gone already, which is all that is wanted.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Leftover = fault.Message;
        }
    }
}
