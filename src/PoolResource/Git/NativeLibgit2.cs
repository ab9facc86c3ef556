using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace PoolResource.Git;

/// <summary>
/// Lets LibGit2Sharp find the distribution's own libgit2 on Linux. Its object, tree, commit and reference calls are
/// the same in 1.5 and 1.7; nothing else may be used through it.
/// </summary>
internal static class NativeLibgit2
{
    private static readonly string[] Versions = ["libgit2.so.1.7", "libgit2.so.1.5"];

    private static readonly Lazy<nint> Library = new(Load);

    private static int registered;

    /// <summary>Has the library found from now on.</summary>
    public static void Register()
    {
        if (OperatingSystem.IsLinux() && Interlocked.Exchange(ref registered, 1) == 0)
        {
            AssemblyLoadContext.Default.ResolvingUnmanagedDll += (_, name) =>
                name.StartsWith("git2-", StringComparison.Ordinal) ? Library.Value : 0;
        }
    }

    /// <exception cref="PoolException">It is not installed.</exception>
    public static PoolException Missing(Exception cause) =>
        new("the libgit2 library is not installed; install it in the image (on Debian 12: apt-get install libgit2-1.5)", cause);

    private static nint Load()
    {
        foreach (var version in Versions)
        {
            if (NativeLibrary.TryLoad(version, out var library))
            {
                return library;
            }
        }

        return 0;
    }
}
