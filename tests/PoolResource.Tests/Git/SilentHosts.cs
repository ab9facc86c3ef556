using System.Net;
using System.Net.Sockets;
using PoolResource.Concourse;
using PoolResource.Git;

namespace PoolResource.Tests.Git;

public sealed class SilentHosts : IDisposable
{
    private static readonly string[] Transports = ["git", "http", "ssh", "path"];

    /// <summary>How long a command may be silent here.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    private readonly Testing.TestFolder folder = new(nameof(SilentHosts));

    [Fact]
    public Task EndACommandAfterAWhileOnEachTransport() => OnEachTransportAsync(bytes: 0, goesOn: false, async command =>
    {
        var fault = await Assert.ThrowsAsync<GitException>(() => command);
        Assert.Equal(GitException.TimedOut, fault.ExitCode);
        Assert.Contains("not a byte for 1s", fault.Stderr, StringComparison.Ordinal);
    });

    // Longer than the limit, and without a line of progress: only the bytes tell that the host is there.
    [Fact]
    public Task MayTakeTheirTimeAsLongAsBytesCome() => OnEachTransportAsync(bytes: 16, goesOn: true, async command =>
        Assert.Contains("that was all", (await command).Stderr, StringComparison.Ordinal));

    [Fact]
    public Task EndACommandWhenNoMoreBytesCome() => OnEachTransportAsync(bytes: 8, goesOn: false, async command =>
        Assert.Equal(GitException.TimedOut, (await Assert.ThrowsAsync<GitException>(() => command)).ExitCode));

    [Fact]
    public async Task AreAskedOnceOverHttp()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var uri = RepositoryUri.Parse($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x.git", "source.uri");
        var source = new Source(uri, BranchName.Parse("main", "source.branch"), PoolName.Parse("aws", "source.pool"))
        {
            GitConfig = [new("http.lowSpeedTime", "1")],
        };
        using var step = await GitSession.OpenAsync(source, new StepLog(TextWriter.Null), TimeProvider.System, TestContext.Current.CancellationToken);
        using var branch = step.OpenBranch();

        var fault = await Assert.ThrowsAsync<GitException>(() => branch.FetchAsync(TestContext.Current.CancellationToken, "--depth=1"));

        Assert.True(fault.IsSilence);
        Assert.StartsWith("the host did not answer in time: it accepted the connection and then sent nothing", fault.Failure.Sentence, StringComparison.Ordinal);
        using var asked = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        Assert.False(listener.Pending());
    }

    public void Dispose() => folder.Dispose();

    private Task OnEachTransportAsync(int bytes, bool goesOn, Func<Task<GitResult>, Task> assert) =>
        Task.WhenAll(Transports.Select(async transport =>
        {
            using var host = new DrippingHost(folder, transport, bytes, goesOn);
            var variables = new Dictionary<string, string>
            {
                ["LC_ALL"] = "C",
                ["GIT_SSH_COMMAND"] = host.Program,
                ["GIT_SSH_VARIANT"] = "simple",
            };
            var git = new GitCommand(variables, new StepLog(TextWriter.Null), TimeProvider.System);
            await assert(git.TryAsync(["ls-remote", .. host.Arguments], Limit, TestContext.Current.CancellationToken));
        }));
}
