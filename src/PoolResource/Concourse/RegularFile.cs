using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace PoolResource.Concourse;

/// <summary>Reads a file that may turn out to be a pipe to which nobody ever writes.</summary>
internal static class RegularFile
{
    // The values of Linux on x64 and arm64.
    private const int ReadOnly = 0;
    private const int NonBlocking = 0x800;
    private const int CloseOnExec = 0x80000;

    /// <exception cref="IOException">It cannot be read, or is no regular file.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static byte[] Read(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.ReadAllBytes(path);
        }

        // .NET's own way to open a file would wait for a writer.
        using var handle = new SafeFileHandle(Open(path, ReadOnly | NonBlocking | CloseOnExec), ownsHandle: true);
        if (handle.IsInvalid)
        {
            // Says why, in .NET's words.
            return File.ReadAllBytes(path);
        }

        using var stream = new FileStream(handle, FileAccess.Read);
        if (!stream.CanSeek)
        {
            throw new IOException("it is no regular file");
        }

        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    [DllImport("libc.so.6", EntryPoint = "open", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Open(string path, int flags);
}
