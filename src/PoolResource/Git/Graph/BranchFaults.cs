using PoolResource.Git.Objects;

namespace PoolResource.Git.Graph;

/// <summary>Looks through a commit's tree for what is not as it should be in pools.</summary>
/// <param name="trees">Reads trees.</param>
internal sealed class BranchFaults(TreeReader trees)
{
    private const int Deepest = 4096;

    private static readonly string[] Leftovers = [".pending-triggers", ".pending-removals"];

    private readonly List<BranchFault> found = [];
    private int passed;

    /// <summary>What is wrong, in path order.</summary>
    /// <param name="root">The id of the commit's tree.</param>
    public IReadOnlyList<BranchFault> In(string root)
    {
        Look(root, "");
        return [.. found.OrderBy(fault => fault.Path, StringComparer.Ordinal)];
    }

    private void Look(string directory, string path)
    {
        TreeReader.Pass(ref passed);
        var items = trees.Exact(directory);
        var states = LockState.All.Select(state => (State: state, Item: items.FirstOrDefault(item => item.Name == state.Directory))).ToList();
        if (states.Exists(one => one.Item is { IsTree: true }))
        {
            LookAtPool(path, items, states);
        }

        foreach (var item in items.Where(item => item.IsTree && LockState.All.All(state => state.Directory != item.Name) && path.Length < Deepest))
        {
            Look(item.Id, path.Length == 0 ? item.Name : $"{path}/{item.Name}");
        }
    }

    private void LookAtPool(string path, IReadOnlyList<TreeItem> items, List<(LockState State, TreeItem? Item)> states)
    {
        if (!PoolName.TryParse(path, out var pool))
        {
            Tell(BranchFaultKind.PoolName, path.Length == 0 ? "/" : path, path.Length == 0
                ? "the root of the branch has directories of locks, and is no pool; move them into a directory"
                : $"the directory {Quoted.Text(path)} has directories of locks, and a name that no build can ask for; give it another name");
            return;
        }

        foreach (var (state, item) in states.Where(one => one.Item is not { IsTree: true }))
        {
            Tell(BranchFaultKind.MissingDirectory, $"{pool}/{state.Directory}", item is null
                ? $"pool {pool} has no directory {state.Directory}, without which other tools wait for ever; add {pool}/{state.Directory}/.gitkeep"
                : $"{pool}/{state.Directory} is no directory; remove it and add {pool}/{state.Directory}/.gitkeep");
        }

        foreach (var leftover in items.Where(item => Leftovers.Contains(item.Name, StringComparer.Ordinal)))
        {
            Tell(BranchFaultKind.TriggerLeftover, $"{pool}/{leftover.Name}", $"{pool}/{leftover.Name} is left over from pool-trigger-resource, and nothing reads it; remove it");
        }

        var contents = states.ConvertAll(one => one.Item is { IsTree: true } item ? trees.Exact(item.Id) : []);
        foreach (var (item, state) in contents.SelectMany((all, n) => all.Select(item => (item, states[n].State))).Where(one => !one.item.Name.StartsWith('.')))
        {
            LookAtItem(pool, state, item);
        }

        foreach (var name in contents[0].Where(item => item.IsFile).Select(item => item.Name).Intersect(contents[1].Where(item => item.IsFile).Select(item => item.Name)))
        {
            if (LockName.TryParse(name, out var both))
            {
                Tell(BranchFaultKind.BothStates, $"{pool}/{name}", Pools.Conflict(new Lock(pool, LockState.All[0], both), new Lock(pool, LockState.All[1], both)));
            }
        }
    }

    private void LookAtItem(PoolName pool, LockState state, TreeItem item)
    {
        var path = $"{pool}/{state.Directory}/{item.Name}";
        if (!item.IsFile)
        {
            Tell(BranchFaultKind.NoLock, path, $"{Quoted.Text(path)} is {(item.IsTree ? "a directory" : "a submodule")}, and no lock; remove it, or move it elsewhere");
        }
        else if (!item.IsText)
        {
            Tell(BranchFaultKind.NoLock, path, $"{Quoted.Text(path)} has a name that is not UTF-8, and is no lock; rename or remove it");
        }
        else if (LockName.Fault(item.Name) is { } fault)
        {
            Tell(BranchFaultKind.LockName, path, $"{Quoted.Text(path)} {fault}, so that no build can ask for it; rename or remove it");
        }
    }

    private void Tell(BranchFaultKind kind, string path, string sentence) => found.Add(new BranchFault(kind, path, sentence));
}
