using System.Text;
using LibGit2Sharp;

namespace PoolResource.Git.Objects;

/// <summary>
/// Reads trees: through libgit2, and as bytes where it refuses, where a name is not UTF-8, or where there are so many
/// entries that to ask it for each takes longer than to start git.
/// </summary>
/// <param name="repository">The repository, which may be opened anew.</param>
/// <param name="raw">Objects as bytes.</param>
internal sealed class TreeReader(Func<Repository> repository, RawObjects raw)
{
    private const int Many = 3000;
    private const int Kept = 8;
    private const int Remembered = 1000;

    // A tree that names the same one again and again may have more directories than can ever be looked into.
    private const int MostDirectories = 1_000_000;

    private readonly Dictionary<string, IReadOnlyList<TreeItem>> kept = [];
    private readonly HashSet<string> exact = [];
    private readonly Dictionary<(string Tree, string Path), Standing?> standing = [];

    /// <summary>Counts a directory of those that are looked through for pools.</summary>
    /// <exception cref="PoolException">It is one too many.</exception>
    public static void Pass(ref int directories)
    {
        if (++directories > MostDirectories)
        {
            throw new PoolException($"the branch has more than {MostDirectories:N0} directories, too many to look for pools in; keep pools in a branch of their own");
        }
    }

    /// <summary>The entries of a tree, in their order.</summary>
    public IReadOnlyList<TreeItem> Items(string tree)
    {
        if (!kept.TryGetValue(tree, out var items))
        {
            if (kept.Count >= Kept)
            {
                kept.Clear();
                exact.Clear();
            }

            kept.Add(tree, items = Read(tree));
        }

        return items;
    }

    /// <summary>The entries of a tree with the modes they have: libgit2 makes files of those it does not know.</summary>
    public IReadOnlyList<TreeItem> Exact(string tree)
    {
        var items = Items(tree);
        if (exact.Add(tree) && repository().ObjectDatabase.Write<Tree>(WrittenTree.Encode(items)).Sha != tree)
        {
            kept[tree] = items = raw.Tree(tree).Items;
        }

        return items;
    }

    /// <summary>The entries of a directory below a tree; none when there is no such directory.</summary>
    public IReadOnlyList<TreeItem> Below(string tree, string directory) => Find(tree, directory) is { IsTree: true } found ? Exact(found.Id) : [];

    /// <summary>What stands at a path below a tree; null when nothing does.</summary>
    public Standing? Find(string tree, string path)
    {
        if (!standing.TryGetValue((tree, path), out var found))
        {
            found = Seek(tree, path);
            if (standing.Count >= Remembered)
            {
                standing.Clear();
            }

            standing.Add((tree, path), found);
        }

        return found;
    }

    /// <summary>The same, also where the entries are in no order, in which libgit2 finds nothing.</summary>
    public Standing? FindInAnyOrder(string tree, string path) => Find(tree, path) ?? FindRaw(tree, path);

    private Standing? Seek(string tree, string path)
    {
        try
        {
            return repository().Lookup<Tree>(new ObjectId(tree)) is { } found
                ? found[path] is { } entry ? new Standing(entry.Target.Sha, (int)entry.Mode) : null
                : throw new ObjectNotHereException(tree);
        }
        catch (LibGit2SharpException)
        {
            return FindRaw(tree, path);
        }
    }

    private Standing? FindRaw(string tree, string path)
    {
        Standing? found = new(tree, TreeItem.Tree);
        foreach (var name in path.Split('/'))
        {
            var item = found is { IsTree: true } above ? Items(above.Id).FirstOrDefault(item => item.Name == name) : null;
            found = item is null ? null : new Standing(item.Id, item.Mode);
        }

        return found;
    }

    private IReadOnlyList<TreeItem> Read(string tree)
    {
        try
        {
            if (repository().Lookup<Tree>(new ObjectId(tree)) is { Count: < Many } found)
            {
                var items = found.Select(entry => new TreeItem((int)entry.Mode, Encoding.UTF8.GetBytes(entry.Name), entry.Target.Sha)).ToList();
                if (!items.Any(item => item.Name.Contains('\uFFFD', StringComparison.Ordinal)))
                {
                    return items;
                }
            }
        }
        catch (LibGit2SharpException)
        {
            // Git reads more than libgit2 does.
        }

        exact.Add(tree);
        return raw.Tree(tree).Items;
    }
}

/// <summary>What stands at a path.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Mode">Its mode.</param>
internal sealed record Standing(string Id, int Mode)
{
    public bool IsTree => TreeItem.IsDirectory(Mode);

    public bool IsLink => TreeItem.IsLink(Mode);

    /// <summary>Whether it is a file, or a symbolic link.</summary>
    public bool IsFile => TreeItem.IsContent(Mode);
}
