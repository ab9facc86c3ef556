using System.Globalization;

namespace PoolResource.ServerTests.Containers;

/// <summary>Describes a container; ports are published on 127.0.0.1 alone.</summary>
public sealed class ContainerBuilder
{
    private readonly List<string> options = [];
    private readonly List<string> command = [];
    private string name = $"pool-resource-{Guid.NewGuid():n}";
    private string image = "";
    private IWaitForContainerOS ready = Wait.ForUnixContainer();

    public ContainerBuilder WithImage(string value)
    {
        image = value;
        return this;
    }

    public ContainerBuilder WithName(string value)
    {
        name = value;
        return this;
    }

    public ContainerBuilder WithNetwork(INetwork network) => With("--network", network.Name);

    public ContainerBuilder WithNetworkAliases(params IEnumerable<string> aliases)
    {
        foreach (var alias in aliases)
        {
            With("--network-alias", alias);
        }

        return this;
    }

    public ContainerBuilder WithPortBinding(int port, bool assignRandomHostPort) =>
        With("--publish", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{(assignRandomHostPort ? "" : port)}:{port}"));

    public ContainerBuilder WithEnvironment(string variable, string value) => With("--env", $"{variable}={value}");

    public ContainerBuilder WithBindMount(string source, string destination, AccessMode mode) =>
        With("--volume", $"{source}:{destination}:{(mode == AccessMode.ReadOnly ? "ro" : "rw")}");

    public ContainerBuilder WithEntrypoint(params IReadOnlyList<string> entrypoint)
    {
        command.InsertRange(0, entrypoint.Skip(1));
        return With("--entrypoint", entrypoint[0]);
    }

    public ContainerBuilder WithCommand(params IEnumerable<string> arguments)
    {
        command.AddRange(arguments);
        return this;
    }

    public ContainerBuilder WithWaitStrategy(IWaitForContainerOS value)
    {
        ready = value;
        return this;
    }

    public IContainer Build() => new DockerContainer(name, [.. options, image, .. command], ready);

    private ContainerBuilder With(string option, string value)
    {
        options.AddRange([option, value]);
        return this;
    }
}
