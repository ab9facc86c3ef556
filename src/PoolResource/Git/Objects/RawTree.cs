using System.Text;

namespace PoolResource.Git.Objects;

/// <summary>A tree in git's own format: for each entry its mode, a blank, its name, a zero byte and 20 bytes of id.</summary>
/// <param name="content">The tree.</param>
internal sealed class RawTree(byte[] content)
{
    private const int IdLength = 20;
    private const int Few = 8;

    private readonly byte[] bytes = content;

    // Where entries begin, as far as it is known; versions of a tree tell it to each other.
    private List<int> starts = [0];

    public static RawTree Empty { get; } = new([]);

    /// <summary>How many bytes it takes.</summary>
    public int Length => bytes.Length;

    /// <summary>Its entries, in their order.</summary>
    public IReadOnlyList<TreeItem> Items =>
        [.. EntriesFrom(0).Where(IsWhole).Select(ItemOf)];

    /// <summary>The directories among some names, each by its id.</summary>
    /// <param name="names">The names, by what stands below each.</param>
    public IEnumerable<(string Name, string Id)> Directories<T>(Dictionary<string, T> names) => names.Count == 0 ? [] : EntriesFrom(0)
        .Where(entry => IsWhole(entry) && TreeItem.IsDirectory(ModeOf(entry)))
        .Select(entry => (Name: Encoding.UTF8.GetString(NameBytes(entry)), Entry: entry))
        .Where(one => names.ContainsKey(one.Name))
        .Select(one => (one.Name, Convert.ToHexStringLower(IdOf(one.Entry))));

    /// <summary>
    /// Its entries that another tree has not, or has with another content. What two versions of a tree have in common
    /// at their ends is passed over as bytes, since a version mostly differs from the next one in one entry of thousands.
    /// </summary>
    /// <param name="other">The other tree.</param>
    /// <returns>Each entry, and the other tree's of that name; null when it has none.</returns>
    public IReadOnlyList<(TreeItem Item, TreeItem? Other)> Beyond(RawTree other)
    {
        var (ours, theirs) = Difference(other);
        if (ours.Count == 0)
        {
            return [];
        }

        // One name may stand there more than once.
        var known = theirs.ConvertAll(other.ItemOf);
        var named = theirs.Count > Few ? known.ToLookup(item => item.Name) : null;
        var beyond = new List<(TreeItem, TreeItem?)>();
        foreach (var item in ours.ConvertAll(ItemOf))
        {
            List<TreeItem> same = named is null ? known.FindAll(one => one.Name == item.Name) : [.. named[item.Name]];
            if (!same.Exists(one => one.Id == item.Id))
            {
                beyond.Add((item, same is [var first, ..] ? first : null));
            }
        }

        return beyond;
    }

    private (List<Range> Ours, List<Range> Theirs) Difference(RawTree other)
    {
        var start = CommonStart(other);

        // Where what is left of both begins with an entry of each, the rest is common to them.
        var tail = CommonTail(bytes.AsSpan(start), other.bytes.AsSpan(start));
        var (ours, theirs) = (new List<Range>(), new List<Range>());
        for (var (here, there) = (start, start); ;)
        {
            var (left, right) = (bytes.Length - here, other.bytes.Length - there);
            if (left == right && left <= tail)
            {
                return (ours, theirs);
            }

            if (left >= right)
            {
                var end = EndOf(here);
                ours.Add(here..end);
                here = end;
            }
            else
            {
                var end = other.EndOf(there);
                theirs.Add(there..end);
                there = end;
            }
        }
    }

    // Where the first entry begins in which they may differ.
    private int CommonStart(RawTree other)
    {
        var same = bytes.AsSpan().CommonPrefixLength(other.bytes);
        var (known, lacking) = starts.Count >= other.starts.Count ? (this, other) : (other, this);
        var found = known.starts.BinarySearch(same);
        var place = found >= 0 ? found : ~found - 1;
        while (place == known.starts.Count - 1 && known.WholeEndOf(known.starts[place]) is { } end && end <= same)
        {
            known.starts.Add(end);
            place++;
        }

        if (lacking.starts.Count <= place)
        {
            lacking.starts = known.starts.GetRange(0, place + 1);
        }

        return known.starts[place];
    }

    private static int CommonTail(ReadOnlySpan<byte> one, ReadOnlySpan<byte> other)
    {
        const int Step = 256;
        var most = Math.Min(one.Length, other.Length);
        var tail = 0;
        while (tail + Step <= most && one[^(tail + Step)..^tail].SequenceEqual(other[^(tail + Step)..^tail]))
        {
            tail += Step;
        }

        while (tail < most && one[^(tail + 1)] == other[^(tail + 1)])
        {
            tail++;
        }

        return tail;
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

    private TreeItem ItemOf(Range entry) => new(ModeOf(entry), NameBytes(entry).ToArray(), Convert.ToHexStringLower(IdOf(entry)));

    private int? WholeEndOf(int start) => EndOf(start) is var end && IsWhole(start..end) ? end : null;

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
