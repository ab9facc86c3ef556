namespace PoolResource.Git;

/// <summary>What git needs to know of a source to talk to its host: a configuration of its own and an environment.</summary>
/// <param name="Variables">The environment of every git command, on top of what is inherited.</param>
public sealed record GitCredentials(IReadOnlyDictionary<string, string> Variables)
{
    // Shared with an upload-pack or receive-pack that git starts for a repository on disk: nothing in it may
    // change what the other side does, but for the trust in directories of another owner.
    private static readonly GitSetting[] Always = [new("safe.directory", "*")];

    /// <summary>Lays the source's settings down as private files.</summary>
    /// <exception cref="PoolException">A setting cannot be used.</exception>
    public static GitCredentials For(Source source, PrivateFolder folder) =>
        new(new Dictionary<string, string>
        {
            ["LC_ALL"] = "C",
            ["HOME"] = folder.Subfolder("home"),
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CONFIG_GLOBAL"] = folder.Write("gitconfig", GitConfigFile.Write(Always.Concat(source.GitConfig))),
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh",
        });
}
