using System.Runtime.InteropServices;

namespace PoolResource.Cli.Display;

/// <summary>
/// The size of the terminal that standard output is. The runtime, asked for it, would take hold of the terminal and write to it.
/// </summary>
internal static class WindowSize
{
    private const int Descriptor = 1;
    private const nuint Get = 0x5413;

    /// <summary>Null where it is none, or does not tell.</summary>
    public static (int Width, int Height)? OfStdout()
    {
        // A struct winsize: rows, columns, and both in pixels.
        var size = new ushort[4];
        return Control(Descriptor, Get, size) == 0 && size is [> 0 and var rows, > 0 and var columns, ..] ? (columns, rows) : null;
    }

    [DllImport("libc.so.6", EntryPoint = "ioctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, nuint request, [Out] ushort[] answer);
}
