using PoolResource.Git;

namespace PoolResource.SimulationTests.World;

/// <summary>A bare repository; those of a play have their objects in one of them: what is written in one is in all.</summary>
/// <param name="directory">Where it is.</param>
internal sealed class Repository(string directory)
{
    /// <summary>Where it is.</summary>
    public string Directory => directory;

    /// <summary>Makes the one with the objects.</summary>
    /// <param name="folder">Where the play's repositories are.</param>
    public static Repository Make(string folder)
    {
        var made = Beside(folder, 0);
        File.WriteAllText(Path.Combine(made.Directory, "HEAD"), "ref: refs/heads/none\n");
        File.WriteAllText(Path.Combine(made.Directory, "config"), "[core]\n\trepositoryformatversion = 0\n\tbare = true\n");
        return made;
    }

    /// <summary>Makes one that has a tip of its own, and nothing else.</summary>
    /// <param name="folder">Where the play's repositories are.</param>
    /// <param name="number">Its number.</param>
    public static Repository Beside(string folder, int number)
    {
        var directory = Path.Combine(folder, $"{number}");
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "refs", "pool"));
        System.IO.Directory.CreateDirectory(Path.Combine(directory, "objects", "pack"));
        return new Repository(directory);
    }

    /// <summary>Has the branch point to a commit, as a fetch does.</summary>
    public void Follow(CommitId tip) => File.WriteAllText(Path.Combine(directory, GitRemote.Tip), $"{tip}\n");
}
