namespace PoolResource.Reading;

/// <summary>Files that only their owner can read (mode 0600).</summary>
internal static class PrivateFile
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite;

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
        using (var written = Open(draft, FileMode.CreateNew, FileAccess.Write))
        {
            written.Write(bytes);
        }

        File.Move(draft, path, overwrite: true);
    }
}
