using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PoolResource;

/// <summary>
/// This process's standard output, written as any program writes it: where whoever shares it has come to, and to the end, also
/// where it does not block. The console's stream keeps it to itself when nobody reads, and a file's has a place of its own.
/// </summary>
public static class StandardOutput
{
    private const int Descriptor = 1;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int GetFlags = 1;
    private const int CloseOnExec = 1;

    // Of a struct pollfd: the descriptor, what is waited for, and what is the case.
    private const long Writable = 4;
    private const long Gone = 8 | 16;
    private const int WaitsAt = 32;
    private const int AnsweredAt = 48;

    /// <summary>Writes all of it.</summary>
    /// <exception cref="IOException">Nobody reads it, or it cannot be written for another reason.</exception>
    public static void Write(byte[] bytes)
    {
        for (var written = 0; written < bytes.Length;)
        {
            var count = Write(Descriptor, ref bytes[written], bytes.Length - written);
            written += count >= 0 ? (int)count : Bear(Marshal.GetLastPInvokeError());
        }
    }

    /// <summary>
    /// Whether there is one. Whoever started this process may have closed it: then the first file that the runtime opens has its
    /// place, and is told by this, that it closes when a program is run; what was handed down cannot.
    /// </summary>
    public static bool IsOpen() => Control(Descriptor, GetFlags) is >= 0 and var flags && (flags & CloseOnExec) == 0;

    /// <summary>Whether somebody can still read it: the other end of a pipe, or the terminal, is there.</summary>
    public static bool HasReader()
    {
        long poll = Descriptor;
        return Poll(ref poll, 1, 0) <= 0 || (poll >> AnsweredAt & Gone) == 0;
    }

    private static int Bear(int fault)
    {
        if (fault == TryAgain)
        {
            var poll = Descriptor | (Writable << WaitsAt);
            _ = Poll(ref poll, 1, -1);
        }
        else if (fault != Interrupted)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(fault), new Win32Exception(fault));
        }

        return 0;
    }

    [DllImport("libc.so.6", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, ref byte bytes, nint count);

    [DllImport("libc.so.6", EntryPoint = "fcntl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Control(int descriptor, int command);

    [DllImport("libc.so.6", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref long descriptors, nuint count, int milliseconds);
}
