namespace PoolResource.Reading;

/// <summary>Files that only their owner can read (mode 0600).</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // What flock answers, and the sharing violation of Windows.
    private const int LinuxTaken = 11;
    private const int MacTaken = 35;
    private const int WindowsTaken = unchecked((int)0x80070020);

    /// <summary>Opens one that nobody else has open.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = Owner;
        }

        return new FileStream(path, options);
    }

    /// <summary>Puts bytes in a file, all of them or none.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> bytes)
    {
        var draft = $"{path}.draft";
        File.Delete(draft);
        Write(draft, bytes);
        try
        {
            File.Move(draft, path, overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }

    /// <summary>Makes a file of bytes; none where they cannot all be written.</summary>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        using var made = Open(path, FileMode.CreateNew, FileAccess.Write);
        try
        {
            made.Write(bytes);
            made.Flush();
        }
        catch
        {
            File.Delete(path);
            throw;
        }
    }

    /// <summary>Whether a file could not be opened since somebody else has it open.</summary>
    public static bool IsTaken(IOException fault) => fault.HResult is LinuxTaken or MacTaken or WindowsTaken;
}
