using System.Text;
using LibGit2Sharp;

namespace PoolResource.Git.Objects;

/// <summary>
/// A directory of the branch with changes in it, and in the directories below. What is not touched is copied entry by
/// entry, its name as the bytes it is and its mode as git writes it.
/// </summary>
internal sealed class TreeBuilder
{
    private readonly TreeReader trees;
    private readonly List<TreeItem> items;
    private readonly Dictionary<string, TreeBuilder> drafts = [];

    /// <param name="trees">Reads the directories below.</param>
    /// <param name="tree">The directory as it is; null for a new one.</param>
    public TreeBuilder(TreeReader trees, string? tree) => (this.trees, items) = (trees, tree is null ? [] : [.. trees.Exact(tree)]);

    private bool HasNothing => items.All(item => drafts.ContainsKey(item.Name)) && drafts.Values.All(draft => draft.HasNothing);

    public void Put(string path, string id, int mode)
    {
        if (path.Split('/', 2) is [var directory, var rest])
        {
            Draft(directory).Put(rest, id, mode);
        }
        else
        {
            Replace(path, new TreeItem(mode, Encoding.UTF8.GetBytes(path), id));
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
            Replace(path, null);
        }
    }

    public bool IsEmpty(string directory) =>
        directory.Split('/', 2) is [var first, var rest] ? Draft(first).IsEmpty(rest) : Draft(directory).HasNothing;

    /// <summary>Writes the directory and the changed ones below into the repository; empty ones are left out.</summary>
    /// <returns>Its id.</returns>
    public string Write(Repository repository)
    {
        foreach (var (name, draft) in drafts)
        {
            Replace(name, draft.HasNothing ? null : new TreeItem(TreeItem.Tree, Encoding.UTF8.GetBytes(name), draft.Write(repository)));
        }

        return repository.ObjectDatabase.Write<Tree>(WrittenTree.Encode(items)).Sha;
    }

    private TreeBuilder Draft(string name)
    {
        if (!drafts.TryGetValue(name, out var draft))
        {
            draft = new TreeBuilder(trees, items.Find(item => item.IsTree && item.IsText && item.Name == name)?.Id);
            drafts.Add(name, draft);
        }

        return draft;
    }

    // A name that stands there twice is one entry afterwards.
    private void Replace(string name, TreeItem? item)
    {
        var place = items.FindIndex(IsNamed);
        items.RemoveAll(IsNamed);
        if (item is not null)
        {
            items.Insert(place < 0 ? items.Count : place, item);
        }

        bool IsNamed(TreeItem other) => other.Name == name && other.IsText;
    }
}
