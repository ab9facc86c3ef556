using System.Text;

namespace PoolResource.Git;

/// <summary>A tree in git's own format: for each entry its mode, a blank, its name, a zero byte and 20 bytes of id.</summary>
/// <param name="content">The tree.</param>
internal sealed class RawTree(byte[] content)
{
    private const int IdLength = 20;

    private readonly byte[] bytes = content;

    public static RawTree Empty { get; } = new([]);

    /// <summary>Its entries, in their order.</summary>
    public IReadOnlyList<TreeItem> Items =>
        [.. EntriesFrom(0).Where(IsWhole).Select(entry => new TreeItem(ModeOf(entry), NameBytes(entry).ToArray(), Convert.ToHexStringLower(IdOf(entry))))];

    /// <summary>
    /// The names of entries that another tree has not, or has with another content. What two versions of a tree have in
    /// common at their ends is passed over as bytes, since a version mostly differs from the next one in one entry of
    /// thousands.
    /// </summary>
    /// <param name="other">The other tree.</param>
    /// <returns>Each name, and whether the other tree has it at all.</returns>
    public IReadOnlyList<(string Name, bool IsThere)> Beyond(RawTree other)
    {
        var (ours, theirs) = Difference(other);
        var known = new Dictionary<string, Range>();
        foreach (var entry in theirs)
        {
            known.TryAdd(other.NameOf(entry), entry);
        }

        var beyond = new List<(string Name, bool IsThere)>();
        foreach (var entry in ours)
        {
            var name = NameOf(entry);
            var isThere = known.TryGetValue(name, out var found);
            if (!isThere || !IdOf(entry).SequenceEqual(other.IdOf(found)))
            {
                beyond.Add((name, isThere));
            }
        }

        return beyond;
    }

    private (List<Range> Ours, List<Range> Theirs) Difference(RawTree other)
    {
        var same = bytes.AsSpan().CommonPrefixLength(other.bytes);
        var start = 0;
        while (start < same && EndOf(start) is var end && end <= same)
        {
            start = end;
        }

        var (ours, theirs) = (EntriesFrom(start), other.EntriesFrom(start));
        while (ours.Count > 0 && theirs.Count > 0 && bytes.AsSpan(ours[^1]).SequenceEqual(other.bytes.AsSpan(theirs[^1])))
        {
            ours.RemoveAt(ours.Count - 1);
            theirs.RemoveAt(theirs.Count - 1);
        }

        return (ours, theirs);
    }

    private List<Range> EntriesFrom(int start)
    {
        var entries = new List<Range>();
        for (int end; start < bytes.Length; start = end)
        {
            end = EndOf(start);
            entries.Add(start..end);
        }

        return entries;
    }

    // A tree that breaks off is as good as one that ends there.
    private int EndOf(int start) =>
        bytes.AsSpan(start).IndexOf((byte)0) is >= 0 and var zero && start + zero + 1 + IdLength is var end && end <= bytes.Length
            ? end
            : bytes.Length;

    private string NameOf(Range entry) => Encoding.UTF8.GetString(NameBytes(entry));

    private ReadOnlySpan<byte> NameBytes(Range entry)
    {
        var text = bytes.AsSpan(entry);
        var name = text[(text.IndexOf((byte)' ') + 1)..];
        return name.IndexOf((byte)0) is >= 0 and var zero ? name[..zero] : name;
    }

    private int ModeOf(Range entry)
    {
        var mode = 0;
        foreach (var digit in bytes.AsSpan(entry))
        {
            if (digit is < (byte)'0' or > (byte)'7')
            {
                break;
            }

            mode = (mode << 3) | (digit - '0');
        }

        return mode;
    }

    private bool IsWhole(Range entry) => bytes.AsSpan(entry).IndexOf((byte)0) is > 0 and var zero && entry.End.Value - entry.Start.Value - zero > IdLength;

    private ReadOnlySpan<byte> IdOf(Range entry) => bytes.AsSpan(entry) is { Length: > IdLength } text ? text[^IdLength..] : [];
}
