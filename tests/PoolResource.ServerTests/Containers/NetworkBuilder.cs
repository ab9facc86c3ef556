namespace PoolResource.ServerTests.Containers;

/// <summary>Describes a network.</summary>
public sealed class NetworkBuilder
{
    private string name = $"pool-resource-{Guid.NewGuid():n}";

    public NetworkBuilder WithName(string value)
    {
        name = value;
        return this;
    }

    public INetwork Build() => new DockerNetwork(name);

    private sealed class DockerNetwork(string name) : INetwork
    {
        public string Name => name;

        public Task CreateAsync(CancellationToken ct = default) => Docker.RunAsync(["network", "create", .. Leftovers.Label, name]);

        public async ValueTask DisposeAsync() => await Docker.TryAsync("network", "rm", name);
    }
}
