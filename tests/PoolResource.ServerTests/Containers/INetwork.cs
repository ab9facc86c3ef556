namespace PoolResource.ServerTests.Containers;

/// <summary>A network in which containers find each other by their aliases.</summary>
public interface INetwork : IAsyncDisposable
{
    string Name { get; }

    Task CreateAsync(CancellationToken ct = default);
}
