using PoolResource.Git.Objects;

namespace PoolResource.Git;

/// <summary>Refs of the host that a fetch has copied into the local repository, to be read once.</summary>
internal static class CopiedRefs
{
    /// <summary>What their names begin with here.</summary>
    public const string Below = "refs/pool/beside/";

    /// <summary>Forgets what an earlier fetch has copied, and the host may not have any more.</summary>
    public static void Forget(string repository)
    {
        if (Directory.Exists(Path.Combine(repository, Below)))
        {
            Directory.Delete(Path.Combine(repository, Below), recursive: true);
        }
    }

    /// <summary>Reads them, each under the name that it has on the host.</summary>
    /// <param name="repository">The local repository, in which each ref is a file.</param>
    /// <param name="tip">The ref that follows the branch.</param>
    /// <param name="prefix">What their names begin with on the host.</param>
    public static HostRefs Read(string repository, string tip, string prefix)
    {
        var (others, root) = (new Dictionary<string, string>(), Path.Combine(repository, Below));
        foreach (var file in Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories) : [])
        {
            others[prefix + file[root.Length..]] = Target(file);
        }

        Forget(repository);
        return new HostRefs(GitObjects.Id(Target(Path.Combine(repository, tip))), others);
    }

    private static string Target(string file) => File.ReadAllText(file).TrimEnd('\n');
}
