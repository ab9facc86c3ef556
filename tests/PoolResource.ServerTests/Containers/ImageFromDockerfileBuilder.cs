namespace PoolResource.ServerTests.Containers;

/// <summary>Describes an image by its Dockerfile; it stays afterwards, for the next run to be quick.</summary>
public sealed class ImageFromDockerfileBuilder
{
    private readonly List<string> arguments = [];
    private string name = "";
    private string directory = ".";

    public ImageFromDockerfileBuilder WithName(string value)
    {
        name = value;
        return this;
    }

    public ImageFromDockerfileBuilder WithDockerfileDirectory(string value)
    {
        directory = value;
        return this;
    }

    public ImageFromDockerfileBuilder WithBuildArgument(string argument, string value)
    {
        arguments.AddRange(["--build-arg", $"{argument}={value}"]);
        return this;
    }

    public IFutureDockerImage Build() => new DockerImage(name, directory, arguments);

    private sealed class DockerImage(string name, string directory, IReadOnlyList<string> arguments) : IFutureDockerImage
    {
        public string FullName => name;

        public Task CreateAsync(CancellationToken ct = default) =>
            Docker.RunAsync(["build", "--quiet", "--tag", name, .. arguments, directory]);
    }
}
