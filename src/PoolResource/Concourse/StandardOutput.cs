using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PoolResource.Concourse;

/// <summary>
/// The script's standard output, written as any program writes it: where whoever shares it has come to, and to the end, also
/// where it does not block. The console's stream keeps it to itself when nobody reads, and a file's has a place of its own.
/// </summary>
internal static class StandardOutput
{
    private const int Descriptor = 1, Interrupted = 4, TryAgain = 11;
    private const long Writable = 4;

    /// <exception cref="IOException">Nobody reads it, or it cannot be written for another reason.</exception>
    public static Task WriteAsync(byte[] bytes) => Task.Run(() =>
    {
        for (var written = 0; written < bytes.Length;)
        {
            var count = Write(Descriptor, ref bytes[written], bytes.Length - written);
            written += count >= 0 ? (int)count : 0;
            if (count < 0)
            {
                Bear(Marshal.GetLastPInvokeError());
            }
        }
    });

    private static void Bear(int fault)
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
    }

    [DllImport("libc.so.6", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint Write(int descriptor, ref byte bytes, nint count);

    [DllImport("libc.so.6", EntryPoint = "poll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Poll(ref long descriptors, nuint count, int milliseconds);
}
