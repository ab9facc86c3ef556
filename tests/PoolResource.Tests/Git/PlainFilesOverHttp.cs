using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;

namespace PoolResource.Tests.Git;

/// <summary>A repository that a web server without git serves.</summary>
public sealed class PlainFilesOverHttp : IDisposable
{
    private readonly HostedBranch host = new();
    private readonly GitHttpServer server;

    public PlainFilesOverHttp()
    {
        host.Then("aws/unclaimed/env-1");
        host.Git("update-server-info");
        server = new GitHttpServer(Path.GetDirectoryName(host.Repository)!) { IsPlain = true };
    }

    [Fact]
    public async Task AreReadWithoutADepth()
    {
        var uri = RepositoryUri.Parse($"{server.Origin}/host.git", "source.uri");
        using var step = await GitSession.OpenAsync(
            host.Source with { Uri = uri, PushUri = uri }, new StepLog(TextWriter.Null), TimeProvider.System, TestContext.Current.CancellationToken);
        using var branch = step.OpenBranch();

        Assert.True(await branch.FetchAsync(TestContext.Current.CancellationToken, "--depth=1"));
        Assert.Equal(host.Tip, branch.Objects.Tip);
    }

    [Fact]
    public async Task TakeNoPushAndSaySoAtOnce()
    {
        var fault = await Assert.ThrowsAsync<GitException>(() => PutOverHttp.RunAsync($"{server.Origin}/host.git", """{"acquire": true}"""));

        Assert.True(fault.IsRefusal);
        Assert.StartsWith("the host serves the repository as plain files", fault.Failure.Sentence, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        server.Dispose();
        host.Dispose();
    }
}
