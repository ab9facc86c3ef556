using System.Collections.Concurrent;
using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Networks;

namespace PoolResource.ServerTests;

/// <summary>A git server for ssh, known as <c>ssh</c>, on ports 22 and 2222, and 2200 for whoever counts connections.</summary>
public sealed class SshServer(INetwork network) : TestServer("ssh", network)
{
    /// <summary>Opens the keys whose names begin with "locked-"; with a space and marks, as people choose them.</summary>
    public const string Passphrase = "an 'old\" $tone%";

    private const int CountedPort = 2200;

    private readonly ConcurrentDictionary<string, Task<string>> read = new();

    /// <summary>The connections to port 2200 that were accepted until now.</summary>
    public async Task<int> CountedConnectionsAsync() =>
        (await LogAsync()).Split('\n').Count(line =>
            line.Contains("Connection from ", StringComparison.Ordinal) && line.Contains($" port {CountedPort} ", StringComparison.Ordinal));

    /// <summary>Makes an empty repository and returns its path.</summary>
    public async Task<string> NewRepositoryAsync()
    {
        var name = $"{Guid.NewGuid():n}";
        await RunAsync("new-repository", name);
        return $"/srv/git/{name}.git";
    }

    /// <summary>A private key in the form its name says; see Images/ssh/start.sh.</summary>
    public Task<string> KeyAsync(string name) => ReadAsync($"/keys/{name}");

    /// <summary>The lines of a known_hosts file for the server, by the name it is reached by, such as <c>[ssh]:2222</c>.</summary>
    public async Task<string> KnownHostsAsync(string host)
    {
        var keys = await ReadAsync("/etc/ssh/ssh_host_*_key.pub");
        return string.Concat(keys.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(key => $"{host} {key}\n"));
    }

    private Task<string> ReadAsync(string files) => read.GetOrAdd(files, pattern => RunAsync("sh", "-c", $"cat {pattern}"));

    protected override ContainerBuilder Describe(ContainerBuilder builder) => builder
        .WithEnvironment("PASSPHRASE", Passphrase)
        .WithWaitStrategy(Wait.ForUnixContainer().UntilMessageIsLogged("Server listening on 0.0.0.0 port 2200"));
}
