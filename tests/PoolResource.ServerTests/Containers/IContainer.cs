namespace PoolResource.ServerTests.Containers;

/// <summary>A container from its start until it is disposed of.</summary>
public interface IContainer : IAsyncDisposable
{
    string Name { get; }

    /// <summary>Where ports are published.</summary>
    string Hostname { get; }

    /// <summary>Starts it and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or is not ready in time.</exception>
    Task StartAsync(CancellationToken ct = default);

    /// <summary>The port of <see cref="Hostname"/> that leads to a port of the container.</summary>
    ushort GetMappedPublicPort(int containerPort);

    /// <summary>Runs a command in it.</summary>
    Task<ExecResult> ExecAsync(IList<string> command, CancellationToken ct = default);

    /// <summary>What its processes have printed.</summary>
    Task<(string Stdout, string Stderr)> GetLogsAsync(
        DateTime since = default, DateTime until = default, bool timestampsEnabled = true, CancellationToken ct = default);
}
