using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Configurations;
using DotNet.Testcontainers.Networks;

namespace PoolResource.ServerTests;

/// <summary>
/// A git server for https, known as <c>web</c>; beside it <c>expired</c>, whose certificate is, and <c>redirect</c>,
/// which sends git to <c>elsewhere</c>.
/// </summary>
public sealed class WebServer(INetwork network, ServerCertificates certificates) : TestServer("web", network)
{
    /// <summary>A name as people have it where the mail address is the login.</summary>
    public const string User = "ada@example.com";

    /// <summary>With everything that could be lost on the way through a url, a file or a header.</summary>
    public const string Password = "s3cret:/@%41 \"q' \\u+ü";

    private const int Https = 443;

    /// <summary>Where the server is to be reached from outside of its network.</summary>
    public Uri Address => new($"https://{Container.Hostname}:{Container.GetMappedPublicPort(Https)}");

    /// <summary>Makes an empty repository and returns its uri.</summary>
    public async Task<string> NewRepositoryAsync()
    {
        var name = $"{Guid.NewGuid():n}";
        await RunAsync("new-repository", name);
        return $"https://web/{name}.git";
    }

    /// <summary>The requests a host has got for paths that contain a text.</summary>
    public async Task<IReadOnlyList<string>> RequestsAsync(string host, string text) =>
        [.. (await LogAsync()).Split('\n').Where(line =>
            line.Contains($" {host} ", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal))];

    protected override ContainerBuilder Describe(ContainerBuilder builder) => builder
        .WithNetworkAliases(ServerCertificates.Hosts)
        .WithBindMount(certificates.ServersFolder, "/certificates", AccessMode.ReadOnly)
        .WithEnvironment("WEB_USER", User)
        .WithEnvironment("WEB_PASSWORD", Password)
        .WithPortBinding(Https, assignRandomHostPort: true)
        .WithWaitStrategy(Wait.ForUnixContainer().UntilInternalTcpPortIsAvailable(Https));
}
