using System.Text;

namespace PoolResource.Git.Objects;

/// <summary>Trees as git writes them.</summary>
internal static class WrittenTree
{
    private static readonly Comparer<TreeItem> ByName = Comparer<TreeItem>.Create(Compare);

    /// <summary>The bytes of a tree with these entries, in git's order and with the modes that git writes.</summary>
    public static byte[] Encode(IEnumerable<TreeItem> items)
    {
        using var tree = new MemoryStream();
        foreach (var item in items.Order(ByName))
        {
            tree.Write(Encoding.ASCII.GetBytes(Convert.ToString(item.Written, 8)));
            tree.WriteByte((byte)' ');
            tree.Write(item.RawName);
            tree.WriteByte(0);
            tree.Write(Convert.FromHexString(item.Id));
        }

        return tree.ToArray();
    }

    // Git sorts by the bytes of the names, directories as if a slash followed.
    private static int Compare(TreeItem? one, TreeItem? other)
    {
        var (ours, theirs) = (one!.RawName, other!.RawName);
        var shared = Math.Min(ours.Length, theirs.Length);
        return ours.AsSpan(0, shared).SequenceCompareTo(theirs.AsSpan(0, shared)) is not 0 and var order
            ? order
            : After(one, shared).CompareTo(After(other, shared));

        static int After(TreeItem item, int place) => place < item.RawName.Length ? item.RawName[place] : item.IsTree ? '/' : 0;
    }
}
