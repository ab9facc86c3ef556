using LibGit2Sharp;
using PoolResource.Operations;

namespace PoolResource.Git;

/// <summary>Writes the tree in which lock files have moved and nothing else has changed.</summary>
internal static class TreeEdit
{
    private const string Keep = ".gitkeep";

    /// <exception cref="PoolException">Something that is no lock stands in the way.</exception>
    public static Tree Apply(Repository repository, Tree? root, IReadOnlyList<Move> moves)
    {
        var edit = root is null ? new TreeDefinition() : TreeDefinition.From(root);
        foreach (var move in moves)
        {
            var entry = move.From is null ? null : root?[move.From.Path];
            if (move.From is not null)
            {
                edit.Remove(move.From.Path);
            }

            if (move.To is not null)
            {
                RefuseObstacle(root, move);
                if (move.Content is { } content)
                {
                    using var bytes = new MemoryStream(content.ToArray());
                    edit.Add(move.To.Path, repository.ObjectDatabase.CreateBlob(bytes), ModeOf(entry));
                }
                else
                {
                    edit.Add(move.To.Path, entry);
                }
            }
        }

        // The baseline needs both directories of a pool, and git keeps no empty ones.
        foreach (var directory in Directories(moves).Where(directory => root?[directory] is null || edit[directory] is null))
        {
            edit.Add($"{directory}/{Keep}", repository.ObjectDatabase.CreateBlob(Stream.Null), Mode.NonExecutableFile);
        }

        return repository.ObjectDatabase.CreateTree(edit);
    }

    private static IEnumerable<string> Directories(IReadOnlyList<Move> moves) =>
        moves.SelectMany(move => new[] { move.From, move.To })
            .OfType<Lock>()
            .SelectMany(standing => LockState.All.Select(standing.Pool.Directory))
            .Distinct();

    private static Mode ModeOf(TreeEntry? entry) =>
        entry?.Mode == Mode.ExecutableFile ? Mode.ExecutableFile : Mode.NonExecutableFile;

    private static void RefuseObstacle(Tree? root, Move move)
    {
        var segments = move.To!.Path.Split('/');
        for (var length = 1; length < segments.Length; length++)
        {
            var directory = string.Join('/', segments.Take(length));
            if (root?[directory] is { } found && found.TargetType != TreeEntryTargetType.Tree)
            {
                throw new PoolException($"{directory} is not a directory in the branch; a pool cannot be there, rename one of them");
            }
        }

        if (move.To != move.From && root?[move.To.Path] is not null)
        {
            throw new PoolException($"{move.To.Path} in the branch is not a lock; rename it, or give the lock another name");
        }
    }
}
