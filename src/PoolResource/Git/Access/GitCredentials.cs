namespace PoolResource.Git.Access;

/// <summary>What git needs to know of a source to open its host: a configuration of its own and an environment.</summary>
public sealed class GitCredentials : IDisposable
{
    // Shared with an upload-pack or receive-pack that git starts for a repository on disk: nothing in it may
    // change what the other side does, but for the trust in directories of another owner.
    private static readonly GitSetting[] Always = [new("safe.directory", "*")];

    private readonly SshAccess? ssh;
    private readonly Source source;

    private GitCredentials(IReadOnlyDictionary<string, string> variables, SshAccess? ssh, Source source) =>
        (Variables, this.ssh, this.source) = (variables, ssh, source);

    /// <summary>The environment of every git command, on top of what is inherited.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; }

    /// <summary>A file with what ssh itself has said; null over other transports.</summary>
    public string? SshLog => ssh?.Log;

    /// <summary>A file with what the proxy before the host has said of the last connection; null when there can be none.</summary>
    public string? ProxyLog => ssh?.ProxyLog;

    /// <summary>Lays the source's settings down as private files.</summary>
    /// <exception cref="PoolException">A setting, a key or its passphrase cannot be used.</exception>
    public static async Task<GitCredentials> OpenAsync(
        Source source, PrivateFolder folder, CancellationToken stop, Func<string, string?>? environment = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        source = source with { GitConfig = [.. source.GitConfig.Select(setting => ImageTrustStore.Located(setting, environment))] };
        var settings = (source.Credentials.IsPersonal ? OwnConfiguration(environment).Concat(Always) : Always).Concat(ImageTrustStore.Settings(environment)).Concat(HttpAccess.Settings(source, folder)).Concat(source.GitConfig);
        var variables = new Dictionary<string, string>
        {
            ["LC_ALL"] = "C",
            ["HOME"] = source.Credentials.IsPersonal && environment("HOME") is { Length: > 0 } home ? home : folder.Subfolder("home"),
            ["GIT_CONFIG_GLOBAL"] = folder.Write("gitconfig", GitConfigFile.Write(settings)),
            ["GIT_TERMINAL_PROMPT"] = "0",
            ["GIT_NO_LAZY_FETCH"] = "1",
            ["GIT_ALLOW_PROTOCOL"] = "file:git:http:https:ssh",
        };
        if (!source.Credentials.IsPersonal)
        {
            variables["GIT_CONFIG_NOSYSTEM"] = "1";
        }

        var ssh = source.Uri.IsSsh || source.PushUri.IsSsh ? await SshAccess.OpenAsync(source, folder, stop) : null;
        if (ssh is not null)
        {
            variables["GIT_SSH_COMMAND"] = ssh.Command;
            variables["GIT_SSH_VARIANT"] = "ssh";
        }

        return new GitCredentials(variables, ssh, source);
    }

    /// <summary>Who asks the host, as it may be told to everybody: a user's name, or a key's fingerprint.</summary>
    /// <param name="arguments">What git was asked to do, and where.</param>
    /// <param name="words">What it said.</param>
    /// <param name="stop">Ends the question.</param>
    public async Task<Login> LoginAsync(IReadOnlyList<string> arguments, string words, CancellationToken stop)
    {
        var uri = arguments.Contains(source.PushUri.Value) ? source.PushUri : source.Uri;
        return uri.IsSsh ? await ssh!.LoginAsync(words, stop) : uri.IsHttp ? HttpAccess.LoginOf(source, uri) : Login.Unknown;
    }

    public void Dispose() => ssh?.Dispose();

    // Read where git would have read them, had it been given no other file: what the source says comes later and wins.
    private static IEnumerable<GitSetting> OwnConfiguration(Func<string, string?> environment)
    {
        var home = environment("HOME") is { Length: > 0 } given ? given : null;
        var configuration = environment("XDG_CONFIG_HOME") is { Length: > 0 } named ? named : home is null ? null : Path.Join(home, ".config");
        return new[] { configuration is null ? null : Path.Join(configuration, "git", "config"), home is null ? null : Path.Join(home, ".gitconfig") }
            .OfType<string>()
            .Select(path => new GitSetting("include.path", path))
            // Meant for a person's own pushes: a host that knows neither refuses them.
            .Concat([new GitSetting("push.gpgSign", "false"), new GitSetting("push.pushOption", "")]);
    }
}
