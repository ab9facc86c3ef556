using DotNet.Testcontainers.Builders;
using DotNet.Testcontainers.Containers;
using DotNet.Testcontainers.Images;
using DotNet.Testcontainers.Networks;
using Microsoft.Extensions.Logging.Abstractions;

namespace PoolResource.ServerTests;

/// <summary>A server in a container whose image is made of a folder in Images.</summary>
/// <param name="name">The folder, and the server's name in the network.</param>
/// <param name="network">The network.</param>
public abstract class TestServer(string name, INetwork network) : IAsyncDisposable
{
    private IContainer? container;

    /// <summary>The running container.</summary>
    /// <exception cref="InvalidOperationException">It does not run.</exception>
    protected IContainer Container => container ?? throw new InvalidOperationException($"{name} does not run");

    /// <summary>Builds the image, which stays for the next run to be quick, and starts the server.</summary>
    public async Task StartAsync(string baseImage)
    {
        var image = new ImageFromDockerfileBuilder()
            .WithName($"pool-resource-test-{name}")
            .WithDockerfileDirectory(Path.Combine(AppContext.BaseDirectory, "Images", name))
            .WithBuildArgument("BASE_IMAGE", baseImage)
            .WithImageBuildPolicy(PullPolicy.Always)
            .WithDeleteIfExists(false)
            .WithCleanUp(false)
            .WithLogger(NullLogger.Instance)
            .Build();
        await image.CreateAsync();
        container = Describe(new ContainerBuilder(image)
            .WithNetwork(network)
            .WithNetworkAliases(name)
            .WithLabel(Leftovers.Key, Leftovers.Maker)
            .WithLogger(NullLogger.Instance)).Build();
        await container.StartAsync();
    }

    /// <summary>What it has said since a moment.</summary>
    public async Task<string> LogAsync(DateTimeOffset since = default)
    {
        var (stdout, stderr) = await Container.GetLogsAsync(since.UtcDateTime);
        return $"--- {name}\n{stdout}{stderr}";
    }

    /// <summary>Runs a command in the container and returns what it printed.</summary>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public async Task<string> RunAsync(params string[] command)
    {
        var result = await Container.ExecAsync(command);
        return result.ExitCode == 0
            ? result.Stdout
            : throw new InvalidOperationException($"{string.Join(' ', command)} failed in {name} ({result.ExitCode}):\n{result.Stderr}");
    }

    public async ValueTask DisposeAsync()
    {
        if (container is not null)
        {
            await container.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Adds what is special about the server.</summary>
    protected abstract ContainerBuilder Describe(ContainerBuilder builder);
}
