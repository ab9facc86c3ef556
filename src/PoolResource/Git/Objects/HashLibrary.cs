using System.Runtime.InteropServices;

namespace PoolResource.Git.Objects;

/// <summary>
/// The library that libgit2 hashes with. libgit2 looks for it when it is loaded, and where there is none, the process
/// dies of its first hash without a word.
/// </summary>
public static class HashLibrary
{
    private static readonly string[] Names = ["libssl.so.3", "libssl.so.1.1"];

    /// <exception cref="PoolException">It is missing.</exception>
    public static void MustBeThere()
    {
        if (OperatingSystem.IsLinux())
        {
            MustBeThere(Names);
        }
    }

    /// <param name="names">Its names, of which one is enough.</param>
    /// <exception cref="PoolException">It is missing.</exception>
    public static void MustBeThere(IReadOnlyList<string> names)
    {
        // What is loaded here is not loaded again by libgit2.
        if (!names.Any(name => NativeLibrary.TryLoad(name, out _)))
        {
            throw new PoolException($"{names[0]} is missing, by which libgit2 hashes; install it (apt-get install libssl3)");
        }
    }
}
