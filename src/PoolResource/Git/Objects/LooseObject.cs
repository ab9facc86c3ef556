using System.IO.Compression;
using System.Text;

namespace PoolResource.Git.Objects;

/// <summary>An object in a file of its own, as git writes what it makes, and what it fetches where that is little.</summary>
internal static class LooseObject
{
    /// <summary>Reads objects as their bytes.</summary>
    /// <param name="directory">The repository.</param>
    /// <param name="ids">Their ids.</param>
    /// <returns>Null where one of them is in no file of its own, or in one that cannot be read.</returns>
    public static List<(string Type, byte[] Bytes)?>? ReadAll(string directory, IReadOnlyList<string> ids)
    {
        var read = new List<(string, byte[])?>(ids.Count);
        foreach (var id in ids)
        {
            if (Read(Path.Combine(directory, "objects", id[..2], id[2..])) is not { } one)
            {
                return null;
            }

            read.Add(one);
        }

        return read;
    }

    // The type, a blank, the length in digits, a zero byte, and the content.
    private static (string Type, byte[] Bytes)? Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var inflating = new ZLibStream(file, CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            inflating.CopyTo(bytes);
            var all = bytes.GetBuffer().AsSpan(0, (int)bytes.Length);
            return all.IndexOf((byte)0) is > 0 and var end && Encoding.UTF8.GetString(all[..end]).Split(' ') is [var type, var length] && length == $"{all.Length - end - 1}"
                ? (type, all[(end + 1)..].ToArray())
                : null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or InvalidDataException)
        {
            return null;
        }
    }
}
