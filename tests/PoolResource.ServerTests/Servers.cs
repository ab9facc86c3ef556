using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Networks;
using Microsoft.Extensions.Logging.Abstractions;
using PoolResource.Testing;

namespace PoolResource.ServerTests;

/// <summary>The servers all tests share, in a network of their own, and the image that is tested on them.</summary>
public sealed class Servers : IAsyncLifetime
{
    private readonly TestFolder folder = new(nameof(Servers));
    private readonly List<IAsyncDisposable> started = [];
    private INetwork network = null!;

    /// <summary>The image of the resource.</summary>
    public string Image { get; } =
        Environment.GetEnvironmentVariable("POOL_RESOURCE_IMAGE") is { Length: > 0 } given ? given : "pool-resource:test";

    /// <summary>The network in which the servers are known by their names.</summary>
    public string Network => network.Name;

    /// <summary>Whether there is a Docker to run them.</summary>
    public bool HasDocker { get; private set; }

    /// <summary>The certificates of the web server.</summary>
    public ServerCertificates Certificates { get; private set; } = null!;

    public SshServer Ssh { get; private set; } = null!;

    public WebServer Web { get; private set; } = null!;

    public ProxyServer Proxy { get; private set; } = null!;

    public SilentServer Silent { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        HasDocker = await DockerCommand.AnswersAsync();
        if (!HasDocker)
        {
            return;
        }

        await EngineSettings.ApplyAsync();
        await Leftovers.RemoveAsync();
        var baseImage = await BaseImageAsync();
        Certificates = new ServerCertificates(folder);
        network = new NetworkBuilder().WithLabel(Leftovers.Key, Leftovers.Maker).WithLogger(NullLogger.Instance).Build();
        await network.CreateAsync();
        Ssh = new SshServer(network);
        Web = new WebServer(network, Certificates);
        Proxy = new ProxyServer(network);
        Silent = new SilentServer(network);
        TestServer[] servers = [Ssh, Web, Proxy, Silent];
        started.AddRange(servers);
        await Task.WhenAll(servers.Select(server => server.StartAsync(baseImage)));
    }

    /// <summary>What the servers have said since a moment.</summary>
    public async Task<string> LogsAsync(DateTimeOffset since) =>
        string.Concat(await Task.WhenAll(new TestServer[] { Ssh, Web, Proxy, Silent }.Select(server => server.LogAsync(since))));

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(started.Select(server => server.DisposeAsync().AsTask()));
        if (network is not null)
        {
            await network.DisposeAsync();
        }

        folder.Dispose();
    }

    private async Task<string> BaseImageAsync()
    {
        const string Label = """{{index .Config.Labels "org.opencontainers.image.base.name"}}""";
        var answer = await DockerCommand.TryAsync("image", "inspect", "--format", Label, Image);
        return answer.ExitCode == 0
            ? answer.Stdout.Trim()
            : throw new InvalidOperationException($"there is no image {Image}; build it with ci/image.sh, or name another in POOL_RESOURCE_IMAGE");
    }
}
