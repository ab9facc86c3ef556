using PoolResource.Commands;
using PoolResource.Git;
using PoolResource.Protocol;
using PoolResource.Testing;
using PoolResource.Tests.Protocol;

namespace PoolResource.Tests.Puts;

/// <summary>A put step in process, on a branch on disk, with a clock that never keeps anybody waiting.</summary>
internal sealed class Put : IDisposable
{
    private readonly StringWriter stderr = new();

    public HostedBranch Branch { get; } = new();

    public HurriedTime Time { get; } = new(GitCommand.LongSilence);

    public string Log => stderr.ToString();

    /// <summary>The lines of the log, without colours.</summary>
    public IReadOnlyList<string> Lines =>
        [.. System.Text.RegularExpressions.Regex.Replace(Log, "\e\\[\\d+m", "").Split('\n', StringSplitOptions.RemoveEmptyEntries)];

    public Task<Response> RunAsync(string parameters) => RunUntilAsync(parameters, TestContext.Current.CancellationToken);

    /// <summary>A put to a resource of another pool.</summary>
    public Task<Response> RunAsync(string parameters, string pool) =>
        RunUntilAsync(parameters, Branch.SourceJson.Replace("\"aws\"", $"\"{pool}\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);

    public Task<Response> RunUntilAsync(string parameters, CancellationToken stop) => RunUntilAsync(parameters, Branch.SourceJson, stop);

    private async Task<Response> RunUntilAsync(string parameters, string source, CancellationToken stop)
    {
        var request = await Stdin.OutAsync($$"""{"source": {{source}}, "params": {{parameters}} }""");
        var build = new Build("1234", "42", "test", "deploy", "main", "https://ci/builds/1234");
        return await new OutCommand(new BuildLog(stderr), Time, build, new Random(1)).RunAsync(request, Branch.Repository, stop);
    }

    /// <summary>Gets a version into an artifact of the next put.</summary>
    public Task<Response> GetAsync(Version version, string artifact = "env", string parameters = "null") =>
        GetAsync($$"""{"source": {{Branch.SourceJson}}, "version": {{System.Text.Json.JsonSerializer.Serialize(version, ProtocolJson.Default.Version)}}, "params": {{parameters}} }""", artifact);

    /// <summary>The text of a file in an artifact; null when it is not there.</summary>
    public string? Read(string artifact, string file) =>
        File.Exists(Path.Combine(Branch.Repository, artifact, file)) ? File.ReadAllText(Path.Combine(Branch.Repository, artifact, file)) : null;

    private async Task<Response> GetAsync(string request, string artifact) => await new InCommand(new BuildLog(stderr), Time).RunAsync(
        await Stdin.InAsync(request), Path.Combine(Branch.Repository, artifact), TestContext.Current.CancellationToken);

    public async Task<string> RefusalAsync(string parameters) =>
        (await Assert.ThrowsAsync<PoolException>(() => RunAsync(parameters))).Message;

    public void Dispose()
    {
        Branch.Dispose();
        stderr.Dispose();
    }
}
