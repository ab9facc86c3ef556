using System.Text;

namespace PoolResource.Git;

/// <summary>
/// What ssh needs to open a host, and the one connection that all git commands of a step share; both end with it.
/// </summary>
internal sealed class SshAccess : IDisposable
{
    /// <summary>Names the file that a script prints when ssh runs it to ask for a passphrase.</summary>
    public const string AskPassVariable = "POOL_RESOURCE_ASKPASS";

    /// <summary>A socket's path may have 108 bytes, and ssh adds 17 while it makes it.</summary>
    private const int LongestSocket = 90;

    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly PrivateFolder folder;
    private readonly string configuration;
    private readonly string socket;
    private ChildProcess? agent;

    private SshAccess(PrivateFolder folder)
    {
        this.folder = folder;
        socket = Path.Combine(folder.Path, "connection");
        configuration = Path.Combine(folder.Path, "ssh_config");
    }

    /// <summary>What git runs for ssh. The path is this step's own; nothing from outside stands in it.</summary>
    public string Command => $"ssh -F '{configuration}'";

    /// <summary>Where the proxy's words go: ssh throws away what a ProxyCommand says once connections are shared.</summary>
    public string ProxyLog => Path.Combine(folder.Path, "proxy.log");

    private string AgentSocket => Path.Combine(folder.Path, "agent");

    /// <summary>Lays the key and the settings down as private files.</summary>
    /// <exception cref="PoolException">The key or its passphrase cannot be used.</exception>
    public static async Task<SshAccess> OpenAsync(Access access, PrivateFolder folder, CancellationToken stop)
    {
        var ssh = new SshAccess(folder);
        try
        {
            if (access.PrivateKey is { } key)
            {
                await ssh.LayDownKeyAsync(SshKey.Normalized(key), access, stop);
            }

            folder.Write("ssh_config", ssh.Configuration(access));
            return ssh;
        }
        catch
        {
            ssh.Dispose();
            throw;
        }
    }

    /// <summary>Who asks the host: the key's fingerprint.</summary>
    public async Task<Login> LoginAsync(CancellationToken stop)
    {
        var file = Path.Combine(folder.Path, "key");
        return new Login(File.Exists(file) ? await SshKey.DescribeAsync(file, stop) : null, "give source.private_key");
    }

    public void Dispose()
    {
        if (File.Exists(socket))
        {
            using var close = ChildProcess.Start("ssh", ["-F", configuration, "-O", "exit", "host"], new Dictionary<string, string>());
            close.End(Farewell);
        }

        agent?.Dispose();
    }

    private async Task LayDownKeyAsync(string key, Access access, CancellationToken stop)
    {
        var file = folder.Write("key", key);
        if (SshKey.IsEncrypted(key))
        {
            await DecryptAsync(file, access.PrivateKeyPassphrase, stop);
        }

        if (access.ForwardAgent)
        {
            agent = ChildProcess.Start("ssh-agent", ["-D", "-a", AgentSocket], new Dictionary<string, string>());
            await agent.Stdout.ReadLineAsync(stop);
            var added = await ChildProcess.RunAsync(
                "ssh-add", ["-q", file], new Dictionary<string, string> { ["SSH_AUTH_SOCK"] = AgentSocket }, stop);
            if (added.ExitCode != 0)
            {
                throw new PoolException($"source.private_key cannot go into an agent ({GitFailure.WordsOf(added.Stderr)}); leave out source.forward_agent, or give another key");
            }
        }
    }

    // Once and for all, so that no later connection has to ask; the passphrase travels in a file, never in argv.
    private async Task DecryptAsync(string file, string? passphrase, CancellationToken stop)
    {
        if (passphrase is null)
        {
            throw new PoolException("source.private_key is encrypted; give source.private_key_passphrase, too");
        }

        var answer = folder.Write("passphrase", passphrase);
        try
        {
            var result = await ChildProcess.RunAsync(
                "ssh-keygen",
                ["-q", "-p", "-N", "", "-f", file],
                new Dictionary<string, string>
                {
                    ["LC_ALL"] = "C",
                    ["SSH_ASKPASS"] = Environment.ProcessPath!,
                    ["SSH_ASKPASS_REQUIRE"] = "force",
                    [AskPassVariable] = answer,
                },
                stop);
            if (result.ExitCode != 0)
            {
                throw new PoolException($"source.private_key_passphrase does not open source.private_key ({GitFailure.WordsOf(result.Stderr.Replace(file, "the key", StringComparison.Ordinal))}); correct one of them");
            }
        }
        finally
        {
            File.Delete(answer);
        }
    }

    private string Configuration(Access access)
    {
        var text = new StringBuilder("Host *\n");
        void Set(string key, string value) => text.Append("    ").Append(key).Append(' ').Append(value).Append('\n');

        Set("BatchMode", "yes");
        Set("ConnectTimeout", "20");
        Set("ServerAliveInterval", "15");
        Set("ServerAliveCountMax", "3");
        Set("LogLevel", "ERROR");
        Set("GlobalKnownHostsFile", "/dev/null");
        Set("StrictHostKeyChecking", access.KnownHosts is null ? "no" : "yes");
        Set("UserKnownHostsFile", access.KnownHosts is { } hosts ? Quote(folder.Write("known_hosts", Lines(hosts))) : "/dev/null");
        Set("ForwardAgent", access.ForwardAgent ? "yes" : "no");
        if (access.PrivateKey is not null)
        {
            Set("IdentityFile", Quote(Path.Combine(folder.Path, "key")));
            Set("IdentitiesOnly", "yes");
        }

        if (agent is not null)
        {
            Set("IdentityAgent", Quote(AgentSocket));
        }

        if (access.PrivateKeyUser is { } user)
        {
            Set("User", UserName(user));
        }

        if (access.Tunnel is { } tunnel)
        {
            Set("ProxyCommand", $"proxytunnel -p {tunnel.Host}:{tunnel.Port} -d %h:%p{ProxyLogin(tunnel)} 2>'{ProxyLog}'");
        }

        if (socket.Length <= LongestSocket)
        {
            Set("ControlMaster", "auto");
            Set("ControlPath", Quote(socket));
            Set("ControlPersist", "60");
        }

        return text.ToString();
    }

    private string ProxyLogin(HttpsTunnel tunnel) =>
        tunnel.User is null
            ? ""
            : $" -F '{folder.Write("proxy", $"proxy_user={tunnel.User}\nproxy_passwd={tunnel.Password}\n")}'";

    private static string UserName(string user) =>
        user.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_' or '-' or '+' or '@') && user[0] != '-'
            ? user
            : throw new PoolException($"source.private_key_user: {Quoted.Text(user)} is not a user ssh can log in");

    private static string Lines(string text) =>
        string.Join('\n', text.Split('\n').Select(line => line.Trim())).Trim('\n') + "\n";

    // In ssh's configuration a percent sign begins a token, in quotation marks, too.
    private static string Quote(string path) => $"\"{path.Replace("%", "%%", StringComparison.Ordinal)}\"";
}
