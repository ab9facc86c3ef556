using DotNet.Testcontainers.Builders;
using Microsoft.Extensions.Logging.Abstractions;

namespace PoolResource.ServerTests;

public sealed class LeftoversOfARun(Servers servers) : ServerTest(servers)
{
    // Higher than Linux lets a process have.
    private const int Nobody = int.MaxValue;

    [Fact]
    public async Task AreRemovedWhenTheRunWasKilled()
    {
        var (network, container) = await LeftBehindByAsync(Leftovers.MadeBy(Nobody));

        await Leftovers.RemoveAsync();

        Assert.Equal("", await DockerCommand.RunAsync("ps", "--all", "--quiet", "--filter", $"name={container}"));
        Assert.Equal("", await DockerCommand.RunAsync("network", "ls", "--quiet", "--filter", $"name={network}"));
    }

    [Fact]
    public async Task StayWhileItRuns()
    {
        var (network, container) = await LeftBehindByAsync(Leftovers.Maker);

        await Leftovers.RemoveAsync();

        Assert.NotEqual("", await DockerCommand.RunAsync("ps", "--all", "--quiet", "--filter", $"name={container}"));
        await DockerCommand.RunAsync("rm", "--force", container);
        await DockerCommand.RunAsync("network", "rm", network);
    }

    private async Task<(string Network, string Container)> LeftBehindByAsync(string maker)
    {
        var network = new NetworkBuilder().WithLabel(Leftovers.Key, maker).WithLogger(NullLogger.Instance).Build();
        await network.CreateAsync(TestContext.Current.CancellationToken);
        var container = new ContainerBuilder(Servers.Image)
            .WithNetwork(network)
            .WithEntrypoint("sleep", "infinity")
            .WithLabel(Leftovers.Key, maker)
            .WithLogger(NullLogger.Instance)
            .Build();
        await container.StartAsync(TestContext.Current.CancellationToken);
        return (network.Name, container.Name.TrimStart('/'));
    }
}
