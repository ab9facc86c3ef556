namespace PoolResource.Git.Objects;

/// <summary>Makes an empty bare repository without starting a process.</summary>
public static class BareRepository
{
    // Objects stay in packs: libgit2 1.5 never comes back from a loose object that was cut off.
    // Durability is the server's: a local copy that a crash damages is thrown away. The hooks of this side are off
    // here and not in the global configuration, which a repository on disk would read for its own side, too. A push looks
    // at all of the tip before it takes a file along: what it takes for new it has to read, and files are left on the host.
    // Only this user reads what was fetched, whatever the umask.
    private const string Config = """
        [core]
            repositoryformatversion = 0
            bare = true
            sharedRepository = 0600
            hooksPath = /dev/null
            fsync = none
        [fetch]
            unpackLimit = 1
        [pack]
            useSparse = false
        [gc]
            auto = 0
        [maintenance]
            auto = false

        """;

    /// <summary>Makes the repository in a directory that need not exist, in place of whatever is there.</summary>
    public static void Create(string directory)
    {
        if (Directory.Exists(directory))
        {
            Directory.Delete(directory, recursive: true);
        }
        else if (File.Exists(directory))
        {
            File.Delete(directory);
        }

        Directory.CreateDirectory(Path.Combine(directory, "objects", "pack"));
        Directory.CreateDirectory(Path.Combine(directory, "refs", "heads"));
        Write("config", Config);
        Write("HEAD", "ref: refs/heads/none\n");

        void Write(string name, string text)
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new StreamWriter(Path.Combine(directory, name), options);
            file.Write(text);
        }
    }

    /// <summary>Removes the locks that a git leaves behind that was killed; nobody else may work in the repository.</summary>
    public static void DropLocks(string directory)
    {
        if (Directory.Exists(directory))
        {
            File.Delete(Path.Combine(directory, "shallow.lock"));
            if (Directory.Exists(Path.Combine(directory, Path.GetDirectoryName(GitRemote.Tip)!)))
            {
                File.Delete(Path.Combine(directory, $"{GitRemote.Tip}.lock"));
            }
        }
    }
}
