using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PoolResource.FaultTests.History;

/// <summary>What git calls the content of a file.</summary>
internal static class Blob
{
    /// <summary>The mode and id of an ordinary file.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "git's ids are SHA-1")]
    public static string Of(string content)
    {
        var bytes = Encoding.UTF8.GetBytes(content);
        return $"100644 {Convert.ToHexStringLower(SHA1.HashData([.. Encoding.ASCII.GetBytes($"blob {bytes.Length}\0"), .. bytes]))}";
    }
}
