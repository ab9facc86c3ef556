using System.Buffers.Binary;

namespace PoolResource.History;

/// <summary>
/// A history as bytes, to be kept until more commits are to be read: a line that names the format and its version, the
/// history, and a checksum of both. Of another version, or of bytes that are not all as they were written, nothing is read.
/// </summary>
public static class StoredHistory
{
    private const int ChecksumLength = sizeof(ulong);

    // Another version, too, where the same commits tell something else.
    private static ReadOnlySpan<byte> Format => "pool-resource history 5\n"u8;

    /// <summary>Writes a history.</summary>
    public static byte[] Write(LockHistory history)
    {
        using var writer = new StoreWriter();
        writer.History(history);
        var bytes = writer.Close(Format, ChecksumLength);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(bytes.Length - ChecksumLength), Checksum(bytes.AsSpan(0, bytes.Length - ChecksumLength)));
        return bytes;
    }

    /// <summary>Reads a history; null when these bytes are none.</summary>
    public static LockHistory? Read(byte[] bytes)
    {
        if (bytes.Length < Format.Length + ChecksumLength || !bytes.AsSpan().StartsWith(Format))
        {
            return null;
        }

        var content = bytes.AsSpan(0, bytes.Length - ChecksumLength);
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(content.Length)) != Checksum(content))
        {
            return null;
        }

        try
        {
            using var reader = new StoreReader(bytes, Format.Length);
            return reader.History();
        }
        catch (Exception fault) when (fault is IOException or FormatException or ArgumentException or IndexOutOfRangeException or OverflowException)
        {
            return null;
        }
    }

    // FNV-1a by words: it is to find what was broken off or overwritten, and nobody is kept out by it.
    private static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 14695981039346656037;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
        {
            sum = unchecked((sum ^ BinaryPrimitives.ReadUInt64LittleEndian(bytes)) * 1099511628211);
        }

        foreach (var last in bytes)
        {
            sum = unchecked((sum ^ last) * 1099511628211);
        }

        return sum;
    }
}
