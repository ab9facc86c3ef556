namespace PoolResource.Git.Objects;

/// <summary>
/// In which places locks differ from one tree to another, in all pools that either has, also in trees that git cannot
/// compare, or that name something twice (<see cref="CommitDifferences"/> does it for all others). Directories of the same
/// id are not read; the others are read level by level for all trees at once.
/// </summary>
/// <param name="raw">Objects as bytes.</param>
internal sealed class LockTrees(RawObjects raw)
{
    private const int Most = 1000;

    // Beyond what a path can be no pool is looked for: a tree may be as deep as somebody likes.
    private const int Deepest = 4096;

    private readonly Dictionary<string, Lock?> places = [];
    private Dictionary<string, RawTree> earlier = [];
    private Dictionary<string, RawTree> trees = [];
    private int passed;

    /// <summary>Compares trees pair by pair; what was read for the last pairs is not read again.</summary>
    /// <param name="pairs">The ids of root trees, the second of each is the later one; null for nothing at all.</param>
    /// <exception cref="GitException">A tree is not here.</exception>
    public IReadOnlyList<IReadOnlyList<LockDifference>> Compare(IReadOnlyList<(string? Before, string After)> pairs)
    {
        List<LockDifference>[] found = [.. pairs.Select(_ => new List<LockDifference>())];
        (earlier, trees, passed) = (trees, [], 0);
        for (List<Pair> open = [.. pairs.Select((pair, n) => new Pair(n, "", null, pair.Before, pair.After))]; open.Count > 0;)
        {
            open.RemoveAll(pair => pair.Before == pair.After);
            Bring(open);
            open = [.. open.SelectMany(pair => Look(pair, found[pair.Number]))];
        }

        return found;
    }

    private void Bring(List<Pair> pairs)
    {
        var lacking = new HashSet<string>();
        foreach (var id in pairs.SelectMany(pair => new[] { pair.Before, pair.After }).OfType<string>().Where(id => !trees.ContainsKey(id)))
        {
            if (earlier.TryGetValue(id, out var known))
            {
                trees.Add(id, known);
            }
            else
            {
                lacking.Add(id);
            }
        }

        foreach (var ids in lacking.Chunk(Most))
        {
            foreach (var (id, tree) in raw.Trees(ids))
            {
                trees.Add(id, tree);
            }
        }
    }

    private List<Pair> Look(Pair pair, List<LockDifference> found)
    {
        var (before, after) = (Tree(pair.Before), Tree(pair.After));
        var (come, gone) = (after.Beyond(before), before.Beyond(after));
        var below = new List<Pair>();
        if (pair.State is { } state)
        {
            foreach (var (item, other) in come)
            {
                Tell(item, other is { IsFile: true }, isThere: true);
            }

            foreach (var (item, _) in gone.Where(one => one.Other is not { IsFile: true }))
            {
                Tell(item, wasThere: true, isThere: false);
            }

            return below;
        }

        foreach (var (item, other) in come)
        {
            Descend(item, other is { IsTree: true } ? other.Id : null, item.Id);
        }

        foreach (var (item, _) in gone.Where(one => one.Other is not { IsTree: true }))
        {
            Descend(item, item.Id, null);
        }

        return below;

        void Tell(TreeItem item, bool wasThere, bool isThere)
        {
            if (item is { IsFile: true, IsText: true } && Place(pair.Path, state, item.Name) is { } place)
            {
                found.Add(new LockDifference(place, wasThere, isThere));
            }
        }

        void Descend(TreeItem item, string? was, string? becomes)
        {
            if (item is { IsTree: true, IsText: true } && pair.Path.Length < Deepest)
            {
                var own = LockState.All.FirstOrDefault(one => one.Directory == item.Name);
                TreeReader.Pass(ref passed);
                below.Add(new Pair(pair.Number, own is not null ? pair.Path : pair.Path.Length > 0 ? $"{pair.Path}/{item.Name}" : item.Name, own, was, becomes));
            }
        }
    }

    // The same places come again and again.
    private Lock? Place(string pool, LockState state, string name)
    {
        var path = $"{pool}/{state.Directory}/{name}";
        if (!places.TryGetValue(path, out var place))
        {
            place = PoolName.TryParse(pool, out var parsed) && LockName.TryParse(name, out var found) ? new Lock(parsed, state, found) : null;
            places.Add(path, place);
        }

        return place;
    }

    private RawTree Tree(string? id) =>
        id is null ? RawTree.Empty : trees.TryGetValue(id, out var tree) ? tree : throw new ObjectNotHereException(id);

    // Of a directory of locks the path is that of its pool.
    private sealed record Pair(int Number, string Path, LockState? State, string? Before, string? After);
}
