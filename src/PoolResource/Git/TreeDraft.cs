using System.Text;
using LibGit2Sharp;

namespace PoolResource.Git;

/// <summary>
/// A directory of the branch with changes in it, and in the directories below; what is not touched stays as it is.
/// Writes git's own format of a tree, which is many times faster for thousands of entries than adding each to a
/// LibGit2Sharp definition.
/// </summary>
internal sealed class TreeDraft
{
    private static readonly Comparer<byte[]> ByBytes =
        Comparer<byte[]>.Create((one, other) => one.AsSpan().SequenceCompareTo(other));

    private readonly Dictionary<string, (Mode Mode, ObjectId Id)> entries = [];
    private readonly Dictionary<string, TreeEntry> below = [];
    private readonly Dictionary<string, TreeDraft> drafts = [];

    /// <exception cref="PoolException">A name in it is not UTF-8 and would be lost.</exception>
    public TreeDraft(Tree? tree)
    {
        foreach (var entry in tree ?? Enumerable.Empty<TreeEntry>())
        {
            if (entry.Name.Contains('\uFFFD', StringComparison.Ordinal))
            {
                throw new PoolException($"a name beside {Quoted.Text(entry.Path)} in the branch is not UTF-8; rename that file");
            }

            entries.Add(entry.Name, (entry.Mode, entry.Target.Id));
            if (entry.TargetType == TreeEntryTargetType.Tree)
            {
                below.Add(entry.Name, entry);
            }
        }
    }

    private bool HasNothing => entries.Keys.All(drafts.ContainsKey) && drafts.Values.All(draft => draft.HasNothing);

    public void Put(string path, ObjectId id, Mode mode)
    {
        if (path.Split('/', 2) is [var directory, var rest])
        {
            Draft(directory).Put(rest, id, mode);
        }
        else
        {
            entries[path] = (mode, id);
        }
    }

    public void Remove(string path)
    {
        if (path.Split('/', 2) is [var directory, var rest])
        {
            Draft(directory).Remove(rest);
        }
        else
        {
            entries.Remove(path);
        }
    }

    public bool IsEmpty(string directory) =>
        directory.Split('/', 2) is [var first, var rest] ? Draft(first).IsEmpty(rest) : Draft(directory).HasNothing;

    /// <summary>Writes the directory and the changed ones below into the repository; empty ones are left out.</summary>
    public ObjectId Write(Repository repository)
    {
        foreach (var (name, draft) in drafts)
        {
            if (draft.HasNothing)
            {
                entries.Remove(name);
            }
            else
            {
                entries[name] = (Mode.Directory, draft.Write(repository));
            }
        }

        return repository.ObjectDatabase.Write<Tree>(Encode());
    }

    private TreeDraft Draft(string name)
    {
        if (!drafts.TryGetValue(name, out var draft))
        {
            draft = new TreeDraft(below.TryGetValue(name, out var entry) ? (Tree)entry.Target : null);
            drafts.Add(name, draft);
        }

        return draft;
    }

    // Git sorts by the bytes of the names, directories as if a slash followed.
    private byte[] Encode()
    {
        using var tree = new MemoryStream();
        foreach (var (key, mode, id) in entries
            .Select(entry => (Encoding.UTF8.GetBytes(entry.Value.Mode == Mode.Directory ? entry.Key + "/" : entry.Key), entry.Value.Mode, entry.Value.Id))
            .OrderBy(entry => entry.Item1, ByBytes))
        {
            tree.Write(Encoding.ASCII.GetBytes(Convert.ToString((int)mode, 8)));
            tree.WriteByte((byte)' ');
            tree.Write(mode == Mode.Directory ? key.AsSpan(0, key.Length - 1) : key);
            tree.WriteByte(0);
            tree.Write(id.RawId);
        }

        return tree.ToArray();
    }
}
