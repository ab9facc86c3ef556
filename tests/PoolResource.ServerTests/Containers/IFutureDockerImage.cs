namespace PoolResource.ServerTests.Containers;

/// <summary>An image that is built when it is asked for.</summary>
public interface IFutureDockerImage
{
    string FullName { get; }

    Task CreateAsync(CancellationToken ct = default);
}
