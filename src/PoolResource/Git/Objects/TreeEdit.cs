using LibGit2Sharp;

namespace PoolResource.Git.Objects;

/// <summary>Writes the tree in which lock files have moved and nothing else has changed.</summary>
/// <param name="repository">Where objects are written to.</param>
/// <param name="trees">Reads what is there.</param>
/// <param name="root">The tree before; null before the first commit.</param>
internal sealed class TreeEdit(Repository repository, TreeReader trees, string? root)
{
    private const string Keep = ".gitkeep";

    private readonly TreeBuilder draft = new(trees, root);

    /// <exception cref="PoolException">Something that is no lock stands in the way.</exception>
    public string Apply(IReadOnlyList<Move> moves)
    {
        foreach (var move in moves)
        {
            Apply(move);
        }

        // The baseline needs both directories of a pool, and git keeps no empty ones.
        foreach (var directory in Directories(moves).Where(directory => Find(directory) is null || draft.IsEmpty(directory)))
        {
            draft.Put($"{directory}/{Keep}", Blob([]), TreeItem.File);
        }

        return draft.Write(repository);
    }

    private void Apply(Move move)
    {
        var entry = move.From is null ? null : Find(move.From.Path);
        if (move.From is not null)
        {
            draft.Remove(move.From.Path);
        }

        if (move.To is not { } to)
        {
            return;
        }

        RefuseObstacle(to, move.From);
        if (move.Content is { } content)
        {
            draft.Put(to.Path, Blob(content.ToArray()), entry?.Mode == TreeItem.Program ? TreeItem.Program : TreeItem.File);
        }
        else
        {
            draft.Put(to.Path, entry!.Id, entry.Mode);
        }
    }

    private string Blob(byte[] content) => repository.ObjectDatabase.Write<Blob>(content).Sha;

    private Standing? Find(string path) => root is null ? null : trees.FindInAnyOrder(root, path);

    private static IEnumerable<string> Directories(IReadOnlyList<Move> moves) =>
        moves.SelectMany(move => new[] { move.From, move.To })
            .OfType<Lock>()
            .SelectMany(standing => LockState.All.Select(standing.Pool.Directory))
            .Distinct();

    private void RefuseObstacle(Lock to, Lock? from)
    {
        var segments = to.Path.Split('/');
        for (var length = 1; length < segments.Length; length++)
        {
            var directory = string.Join('/', segments.Take(length));
            if (Find(directory) is { IsTree: false })
            {
                throw new PoolException($"{directory} is not a directory in the branch; a pool cannot be there, rename one of them");
            }
        }

        if (to != from && Find(to.Path) is not null)
        {
            throw new PoolException($"{to.Path} in the branch is not a lock; rename it, or give the lock another name");
        }
    }
}
