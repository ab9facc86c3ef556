namespace PoolResource.Git.Objects;

/// <summary>Some directories of locks, and what changes in them from commit to commit: what lies beside them is not read.</summary>
internal sealed class StateDirectories
{
    private const int Most = 1000;

    private readonly GitObjects objects;
    private readonly Place root = new();
    private Dictionary<string, RawTree> trees = [];

    /// <param name="objects">What is here of the branch.</param>
    /// <param name="directories">The directories.</param>
    public StateDirectories(GitObjects objects, IEnumerable<StateDirectory> directories)
    {
        this.objects = objects;
        foreach (var directory in directories)
        {
            directory.Path.Split('/').Aggregate(root, (place, name) => place.At(name)).Directory = directory;
        }
    }

    /// <summary>What stands in these directories in a commit and not, or with another content, in another one.</summary>
    /// <returns>The directory, what stands there, and whether the other commit has something of that name there.</returns>
    public IReadOnlyList<(StateDirectory Directory, TreeItem Item, bool IsThere)> Beyond(CommitId commit, CommitId other)
    {
        var found = new List<(StateDirectory, TreeItem, bool)>();
        Compare(root, objects.Tree(commit), objects.Tree(other), found);
        return found;
    }

    /// <summary>How many bytes of trees are kept.</summary>
    public long Kept => trees.Values.Sum(tree => (long)tree.Length);

    /// <summary>Reads what will be asked of commits, and forgets what was read before.</summary>
    public void Foresee(IEnumerable<CommitId> commits)
    {
        var before = trees;
        trees = [];
        Bring(root, [.. commits.Select(objects.Tree).Distinct()], before);
    }

    private void Bring(Place place, List<string> ids, Dictionary<string, RawTree> before)
    {
        foreach (var id in ids.Where(before.ContainsKey))
        {
            trees.TryAdd(id, before[id]);
        }

        foreach (var (id, tree) in objects.Raw.Trees([.. ids.Where(id => !trees.ContainsKey(id))]))
        {
            trees.Add(id, tree);
        }

        var below = ids.Where(trees.ContainsKey).SelectMany(id => trees[id].Directories(place.Below)).Distinct().ToLookup(one => one.Name, one => one.Id);
        foreach (var group in below)
        {
            Bring(place.Below[group.Key], [.. group], before);
        }
    }

    private void Compare(Place place, string ours, string? theirs, List<(StateDirectory, TreeItem, bool)> found)
    {
        if (ours == theirs)
        {
            return;
        }

        foreach (var (item, other) in Read(ours).Beyond(theirs is null ? RawTree.Empty : Read(theirs)))
        {
            if (place.Directory is { } directory)
            {
                found.Add((directory, item, other is not null));
            }

            if (item is { IsTree: true, IsText: true } && place.Below.GetValueOrDefault(item.Name) is { } below)
            {
                Compare(below, item.Id, other is { IsTree: true } ? other.Id : null, found);
            }
        }
    }

    private RawTree Read(string id)
    {
        if (!trees.TryGetValue(id, out var tree))
        {
            if (trees.Count >= Most)
            {
                trees.Clear();
            }

            trees.Add(id, tree = objects.Raw.Tree(id));
        }

        return tree;
    }

    private sealed class Place
    {
        public StateDirectory? Directory { get; set; }

        public Dictionary<string, Place> Below { get; } = [];

        public Place At(string name)
        {
            if (!Below.TryGetValue(name, out var below))
            {
                Below.Add(name, below = new Place());
            }

            return below;
        }
    }
}
