using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Text;

namespace PoolResource.Cli.Display;

/// <summary>This process's standard output, for what somebody has to read: the console's own stream keeps it to itself when nobody does.</summary>
internal static class StandardOutput
{
    private const int Descriptor = 1;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const long Writable = 4;
    private const long Gone = 8 | 16;
    private const int AnsweredAt = 48;

    /// <summary>Writes to the end.</summary>
    /// <exception cref="IOException">Nobody reads it, or it cannot be written for another reason.</exception>
    public static void Write(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        for (var written = 0; written < bytes.Length;)
        {
            var count = Write(Descriptor, ref bytes[written], bytes.Length - written);
            written += count >= 0 ? (int)count : Bear(Marshal.GetLastPInvokeError());
        }
    }

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
            // A struct pollfd: the descriptor, and what is waited for.
            var poll = Descriptor | (Writable << 32);
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

    [DllImport("libc.so.6", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref long descriptors, nuint count, int milliseconds);
}
