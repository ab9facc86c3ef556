using PoolResource.SchedulerTests;
using PoolResource.Testing;

[assembly: AssemblyFixture(typeof(CheckCacheFolder))]

namespace PoolResource.SchedulerTests;

/// <summary>A temporary directory for the checks that run in this process: what they leave for the next one goes with the tests.</summary>
public sealed class CheckCacheFolder : IDisposable
{
    private const string Variable = "TMPDIR";

    private readonly string? before = Environment.GetEnvironmentVariable(Variable);
    private readonly TestFolder folder = new("scheduler");

    public CheckCacheFolder() => Environment.SetEnvironmentVariable(Variable, folder.Path);

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(Variable, before);
        folder.Dispose();
    }
}
