using DotNet.Testcontainers.Configurations;

namespace PoolResource.ServerTests;

/// <summary>What Testcontainers is told before it is used.</summary>
public static class EngineSettings
{
    /// <summary>The version of Docker's API that Testcontainers speaks unless it is told another one; older engines refuse it.</summary>
    private static readonly System.Version Spoken = new(1, 44);

    public static async Task ApplyAsync()
    {
        var version = await DockerCommand.RunAsync("version", "--format", "{{.Server.APIVersion}}");
        if (System.Version.Parse(version) < Spoken)
        {
            Environment.SetEnvironmentVariable("DOCKER_API_VERSION", version);
        }

        Configure();
    }

    // By itself: the environment is read as soon as the settings are touched.
    private static void Configure()
    {
        TestcontainersSettings.ResourceReaperEnabled = false;
        TestcontainersSettings.WaitStrategyInterval = TimeSpan.FromMilliseconds(200);
        TestcontainersSettings.WaitStrategyTimeout = TimeSpan.FromMinutes(1);
    }
}
