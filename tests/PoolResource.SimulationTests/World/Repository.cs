using PoolResource.Git;

namespace PoolResource.SimulationTests.World;

/// <summary>A bare repository whose objects are those of all others of a play: what is written in one is in all.</summary>
/// <param name="directory">Where it is.</param>
internal sealed class Repository(string directory)
{
    /// <summary>Where it is.</summary>
    public string Directory => directory;

    /// <summary>Makes one.</summary>
    /// <param name="folder">Where the play's repositories are.</param>
    /// <param name="number">Its number.</param>
    public static Repository Make(string folder, int number)
    {
        var objects = Path.Combine(folder, "objects");
        System.IO.Directory.CreateDirectory(Path.Combine(objects, "pack"));
        var directory = Path.Combine(folder, $"{number}");
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "refs", "pool"));
        File.WriteAllText(Path.Combine(directory, "HEAD"), "ref: refs/heads/none\n");
        File.WriteAllText(Path.Combine(directory, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
        System.IO.Directory.CreateSymbolicLink(Path.Combine(directory, "objects"), objects);
        return new Repository(directory);
    }

    /// <summary>Has the branch point to a commit, as a fetch does.</summary>
    public void Follow(CommitId tip) => File.WriteAllText(Path.Combine(directory, GitRemote.Tip), $"{tip}\n");
}
