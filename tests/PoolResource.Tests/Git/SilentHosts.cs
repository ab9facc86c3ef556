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
            var git = new GitCommand(variables, new BuildLog(TextWriter.Null), TimeProvider.System);
            await assert(git.TryAsync(["ls-remote", .. host.Arguments], Limit, TestContext.Current.CancellationToken));
        }));
}
