using System.Runtime.InteropServices;

namespace PoolResource;

/// <summary>
/// Debian's libgit2 reads all certificates of the system as soon as it is loaded, for connections that nobody makes
/// with it here: a tenth of an acquire's CPU time. A program's own functions come before a library's of the same name,
/// so that this one is called in place of the one that reads them.
/// </summary>
internal static class Libgit2Tls
{
    /// <returns>0: there was nothing wrong with them. With none of them read, libgit2 would trust no host.</returns>
    [UnmanagedCallersOnly(EntryPoint = "mbedtls_x509_crt_parse_file")]
    public static int ReadNoCertificates(nint chain, nint path) => 0;
}
