using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;

namespace PoolResource.Tests.Git;

public sealed class FetchesThatLeaveFilesOut : IDisposable
{
    private readonly HostedBranch host = new();
    private readonly TestFolder folder = new();

    public FetchesThatLeaveFilesOut() => host.Git("config", "uploadpack.allowFilter", "true");

    private string Repository => folder["repository.git"];

    private string Config => File.ReadAllText(Path.Combine(Repository, "config"));

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("0")]
    [InlineData("2")]
    public async Task AreRememberedByNothingInTheRepository(string protocol)
    {
        host.Then("aws/unclaimed/env-1=one");
        using var step = await OpenAsync(protocol);
        using var branch = step.OpenBranch(Repository, filter: PartialFetch.All);
        var before = Config;
        foreach (var options in new[] { ["--depth=1"], [], ["--deepen=50"], Array.Empty<string>() })
        {
            host.Then($"aws/unclaimed/env-1=one{host.Commits}");
            Assert.True(await branch.FetchAsync(TestContext.Current.CancellationToken, options));
            Assert.Equal(host.Tip, branch.Objects.Tip);
        }

        Assert.Equal(before, Config);
        Assert.Equal(0, RealGit.Try(["--git-dir", Repository, "fsck", "--connectivity-only"], "").ExitCode & 1);
        Assert.Contains("is not here", Assert.Throws<ObjectNotHereException>(() => branch.Objects.Content(Blob)).Message, StringComparison.Ordinal);
    }

    // A git that is told of the promisor and misses a file must not start another one, which misses the same.
    [Fact]
    public async Task StartNoGitForWhatIsMissing()
    {
        host.Then("aws/unclaimed/env-1=one");
        using var step = await OpenAsync("2");
        using var branch = step.OpenBranch(Repository, filter: PartialFetch.All);
        await branch.FetchAsync(TestContext.Current.CancellationToken, "--depth=1");
        var (git, options) = await new PartialFetch(step.Git).FromAsync(Uri.Value, PartialFetch.All, TestContext.Current.CancellationToken);
        File.Delete(folder["trace"]);

        var read = await git.TryAsync(["--git-dir", Repository, "cat-file", "blob", Blob], GitCommand.ShortSilence, TestContext.Current.CancellationToken);

        Assert.Equal(["--filter=blob:none"], options);
        Assert.NotEqual(0, read.ExitCode);
        Assert.Single(await File.ReadAllLinesAsync(folder["trace"], TestContext.Current.CancellationToken), line => line.Contains(" start ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AskForTheVersionOfGitOnceAStep()
    {
        host.Then("aws/unclaimed/env-1=one");
        using var said = new StringWriter();
        using var step = await GitSession.OpenAsync(
            host.Source with { Uri = Uri, PushUri = Uri }, new StepLog(said) { Debug = true }, TimeProvider.System, TestContext.Current.CancellationToken, leavesFilesOut: true);
        foreach (var repository in new[] { Repository, folder["other.git"] })
        {
            using var branch = step.OpenBranch(repository, filter: PartialFetch.All);
            Assert.True(await branch.FetchAsync(TestContext.Current.CancellationToken, "--depth=1"));
        }

        Assert.Equal(2, said.ToString().Split("--filter=blob:none").Length - 1);
        Assert.Equal(1, said.ToString().Split("git version").Length - 1);
    }

    [Theory]
    [InlineData("git version 2.34.1", false)]
    [InlineData("git version 2.39.3", false)]
    [InlineData("git version 2.39.5", true)]
    [InlineData("git version 2.39.5 (Apple Git-154)", true)]
    [InlineData("git version 2.43.0", false)]
    [InlineData("git version 2.43.7", true)]
    [InlineData("git version 2.44.0", false)]
    [InlineData("git version 2.44.1", true)]
    [InlineData("git version 2.45.0", true)]
    [InlineData("git version 2.47.3", true)]
    [InlineData("git version 2.53.0.rc1.12.gabcdef", true)]
    [InlineData("git version 3.0.0", true)]
    [InlineData("git version 1.9", false)]
    [InlineData("", false)]
    public void AreMadeByAGitThatCanBeKeptFromFetchingMore(string version, bool isSafe) =>
        Assert.Equal(isSafe, PartialFetch.IsSafe(version));

    private RepositoryUri Uri => RepositoryUri.Parse($"file://{host.Repository}", "source.uri");

    private string Blob => host.Git("rev-parse", "main:aws/unclaimed/env-1").Trim();

    private Task<GitSession> OpenAsync(string protocol) => GitSession.OpenAsync(
        host.Source with
        {
            Uri = Uri,
            PushUri = Uri,
            GitConfig = [new("protocol.version", protocol), new("trace2.normalTarget", folder["trace"])],
        },
        new StepLog(TextWriter.Null),
        TimeProvider.System,
        TestContext.Current.CancellationToken);
}
