using System.Globalization;

namespace PoolResource.ServerTests.Containers;

/// <summary>A container that the docker command line runs.</summary>
internal sealed class DockerContainer(string name, IReadOnlyList<string> run, IWaitForContainerOS ready) : IContainer
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Dictionary<int, ushort> ports = [];

    public string Name => name;

    public string Hostname => "127.0.0.1";

    public async Task StartAsync(CancellationToken ct = default)
    {
        await Docker.RunAsync(["run", "--detach", "--name", name, .. Leftovers.Label, .. run]);
        var started = TimeProvider.System.GetTimestamp();
        while (!await ready.IsReadyAsync(this))
        {
            var runs = await Docker.RunAsync("inspect", "--format", "{{.State.Running}}", name) == "true";
            if (!runs || TimeProvider.System.GetElapsedTime(started) > Limit)
            {
                var (stdout, stderr) = await GetLogsAsync(ct: ct);
                throw new InvalidOperationException($"container {name} {(runs ? "is not ready" : "has ended")}:\n{stdout}{stderr}");
            }

            await Task.Delay(Pause, TimeProvider.System, ct);
        }

        // "22/tcp -> 127.0.0.1:49153"
        foreach (var line in (await Docker.RunAsync("port", name)).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            ports[Number(line.Split('/')[0])] = (ushort)Number(line.Split(':')[^1]);
        }
    }

    public ushort GetMappedPublicPort(int containerPort) => ports[containerPort];

    public async Task<ExecResult> ExecAsync(IList<string> command, CancellationToken ct = default)
    {
        var answer = await Docker.TryAsync(["exec", name, .. command]);
        return new ExecResult(answer.Stdout, answer.Stderr, answer.ExitCode);
    }

    public async Task<(string Stdout, string Stderr)> GetLogsAsync(
        DateTime since = default, DateTime until = default, bool timestampsEnabled = true, CancellationToken ct = default)
    {
        var answer = await Docker.TryAsync(
        [
            "logs", .. timestampsEnabled ? ["--timestamps"] : Array.Empty<string>(),
            .. Moment("--since", since), .. Moment("--until", until), name,
        ]);
        return (answer.Stdout, answer.Stderr);
    }

    public async ValueTask DisposeAsync() => await Docker.TryAsync("rm", "--force", "--volumes", name);

    private static string[] Moment(string option, DateTime moment) =>
        moment == default ? [] : [option, moment.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture)];

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
