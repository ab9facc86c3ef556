using System.Text.RegularExpressions;

namespace PoolResource.Git.Access;

/// <summary>
/// What ssh needs to open a host, and the one connection that all git commands of a step share; both end with it.
/// </summary>
internal sealed partial class SshAccess : IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(1);

    private static readonly Dictionary<string, string> Nothing = [];

    private readonly SshFiles files;
    private SshAgent? agent;

    private SshAccess(SshFiles files) => this.files = files;

    /// <summary>What git runs for ssh. The paths are this step's own; nothing from outside stands in them.</summary>
    public string Command => $"ssh -F '{files.Configuration}' -E '{files.Log}'";

    /// <summary>The file of ssh's own words.</summary>
    public string Log => files.Log;

    /// <summary>The file of the proxy's words.</summary>
    public string ProxyLog => files.ProxyLog;

    /// <summary>Lays the key and the settings down as private files.</summary>
    /// <exception cref="PoolException">The key or its passphrase cannot be used.</exception>
    public static async Task<SshAccess> OpenAsync(Source source, PrivateFolder folder, CancellationToken stop)
    {
        var ssh = new SshAccess(new SshFiles(folder));
        try
        {
            if (source.Credentials.PrivateKey is { } key)
            {
                await SshKeyFile.LayDownAsync(SshKey.Normalized(key), source.Credentials.PrivateKeyPassphrase, folder, "private_key", stop);
                ssh.agent = source.Credentials.ForwardAgent ? await SshAgent.StartAsync(ssh.files, stop) : null;
            }

            folder.Write("ssh_config", SshConfiguration.Write(source, ssh.files));
            return ssh;
        }
        catch
        {
            ssh.Dispose();
            throw;
        }
    }

    /// <summary>Who asks the host: the key's fingerprint; and what ssh would have agreed to, if they could not agree.</summary>
    /// <param name="words">What ssh said.</param>
    /// <param name="stop">Ends the question.</param>
    public async Task<Login> LoginAsync(string words, CancellationToken stop) =>
        new(File.Exists(files.Key) ? await SshKey.DescribeAsync(files.Key, stop) : null, "give source.private_key")
        {
            Agreement = Negotiation.Of(words) is { } negotiation
                ? negotiation.Describe((await ChildProcess.RunAsync("ssh", ["-F", files.Configuration, "-G", "host"], Nothing, stop)).Stdout)
                : null,
        };

    public void Dispose()
    {
        if (File.Exists(files.Socket))
        {
            using var close = ChildProcess.Start("ssh", ["-F", files.Configuration, "-E", files.Log, "-O", "exit", "host"], Nothing);
            close.End(Farewell);
        }

        agent?.Dispose();
    }

    /// <summary>What git said, joined with what ssh said of itself.</summary>
    /// <param name="stderr">Git's words, a banner of the host's perhaps among them.</param>
    /// <param name="log">Ssh's words since git began.</param>
    public static string Joined(string stderr, string log)
    {
        var own = log.Split('\n').Where(line => line.Trim().Length > 0 && !Harmless().IsMatch(line)).ToList();
        // Before the login nobody can have said anything but the banner.
        var rest = own.Any(line => BeforeLogin().IsMatch(line))
            ? stderr.Split('\n').Where(line => line.StartsWith("fatal:", StringComparison.Ordinal) || line.StartsWith("error:", StringComparison.Ordinal))
            : stderr.Split('\n').Where(line => !OfLogin().IsMatch(line));
        return string.Join('\n', own.Concat(rest));
    }

    // Ssh says so in its log; elsewhere a banner does.
    [GeneratedRegex(@"Permission denied \(|Host key verification failed|HOST IDENTIFICATION|Too many authentication", RegexOptions.CultureInvariant)]
    private static partial Regex OfLogin();

    [GeneratedRegex(@"^(Warning: Permanently added|\*\* |Authenticated to|ControlSocket |mux_|Shared connection |Connection to \S+ closed\.|Killed by|Identity added)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Harmless();

    [GeneratedRegex(
        @"Permission denied \(|Unable to negotiate|Host key|HOST IDENTIFICATION|Could not resolve|connect to host|kex_exchange|anner exchange|Connection (closed|reset) by|Connection timed out|Too many authentication|Bad (configuration|SSH2|port)|No user exists|invalid|Disconnected from",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex BeforeLogin();
}
