using PoolResource.Testing;

namespace PoolResource.ServerTests;

/// <summary>
/// check, in and out of the image, run as Concourse runs them: without a shell, in the root directory, with nothing in
/// the environment but what Docker and the image set and BUILD_*.
/// </summary>
/// <param name="servers">The image, and the network it is run in.</param>
/// <param name="folder">Whose directory <c>inputs</c> holds the artifacts of the build.</param>
public sealed class ImageSteps(Servers servers, TestFolder folder)
{
    private static readonly string[] Build =
    [
        "--env", "BUILD_ID=1234", "--env", "BUILD_NAME=42", "--env", "BUILD_JOB_NAME=test", "--env", "BUILD_PIPELINE_NAME=deploy",
        "--env", "BUILD_TEAM_NAME=main", "--env", "BUILD_URL=https://ci.example.com/builds/1234",
        "--env", "ATC_EXTERNAL_URL=https://ci.example.com",
    ];

    /// <summary>The artifacts of the build.</summary>
    public string Inputs { get; } = folder.Subfolder("inputs");

    /// <summary>What <c>docker run</c> is told besides.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Whether the step sees an environment without anything but a PATH.</summary>
    public bool Bare { get; init; }

    /// <summary>Starts check, in or out.</summary>
    /// <param name="script">Which.</param>
    /// <param name="stdin">The request.</param>
    /// <param name="artifact">Where a get goes.</param>
    /// <param name="keep">Whether the container is to be looked at when the step is over.</param>
    public RunningStep Start(string script, string stdin, string? artifact = null, bool keep = false)
    {
        var name = $"pool-resource-step-{Guid.NewGuid():n}";
        var directory = script == "out" ? Inputs : Path.Combine(Inputs, artifact ?? "");
        string[] mount = script == "check" ? [] : ["--volume", $"{directory}:/tmp/build/step"];
        string[] command = [$"/opt/resource/{script}", .. script == "check" ? Array.Empty<string>() : ["/tmp/build/step"]];
        if (Bare)
        {
            command = ["/usr/bin/env", "-i", "PATH=/usr/local/bin:/usr/bin:/bin", .. command];
        }

        return new RunningStep(name, keep, DockerCommand.Start(
        [
            "run", "--interactive", .. keep ? Array.Empty<string>() : ["--rm"], "--name", name, "--label", $"{Leftovers.Key}={Leftovers.Maker}", "--network", servers.Network, "--workdir", "/",
            .. Build, .. mount, .. Options, "--entrypoint", command[0], servers.Image, .. command[1..],
        ]), stdin);
    }
}
