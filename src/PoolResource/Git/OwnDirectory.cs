using System.Runtime.InteropServices;

namespace PoolResource.Git;

/// <summary>A directory in a place that others may write to, too: only of use when it is this user's alone.</summary>
internal static class OwnDirectory
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const uint TypeModeAndUser = 0x1 | 0x2 | 0x8;

    // Where statx puts them, on every architecture; the whole has 256 bytes.
    private const int User = 20;
    private const int Mode = 28;

    private const int KindOfFile = 0xF000;
    private const int Folder = 0x4000;
    private const int GroupOrOthersWrite = 0x12;

    /// <summary>Makes the directory (mode 0700) when it is missing.</summary>
    /// <returns>False when it belongs to somebody else, others may write to it, or it is a link.</returns>
    /// <exception cref="IOException">It cannot be made.</exception>
    public static bool TryMake(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return true;
        }

        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return !OperatingSystem.IsLinux() || IsOurs(path);
    }

    private static bool IsOurs(string path)
    {
        var facts = new byte[256];
        try
        {
            return Facts(CurrentDirectory, path, NoFollow, TypeModeAndUser, facts) == 0
                && BitConverter.ToUInt32(facts, User) == EffectiveUser()
                && (BitConverter.ToUInt16(facts, Mode) & KindOfFile) == Folder
                && (BitConverter.ToUInt16(facts, Mode) & GroupOrOthersWrite) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // A libc from before 2018 cannot tell.
            return false;
        }
    }

    [DllImport("libc.so.6", EntryPoint = "statx", CharSet = CharSet.Ansi, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Facts(int directory, string path, int flags, uint wanted, byte[] facts);

    [DllImport("libc.so.6", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint EffectiveUser();
}
