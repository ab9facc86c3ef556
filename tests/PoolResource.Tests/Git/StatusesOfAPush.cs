using PoolResource.Git;
using PoolResource.Testing;

namespace PoolResource.Tests.Git;

public sealed class StatusesOfAPush : IDisposable
{
    private readonly HostedBranch host = new();
    private readonly StringWriter stderr = new();
    private readonly GitHttpServer server;
    private int pushes;

    public StatusesOfAPush()
    {
        host.Then("aws/unclaimed/env-1");
        server = new GitHttpServer(Path.GetDirectoryName(host.Repository)!) { Login = "ci:secret" };
    }

    [Theory]
    [InlineData(400, "the host does not understand the request")]
    [InlineData(402, "the plan or the quota of whoever owns the repository does not cover it; see to its billing")]
    [InlineData(403, "the host denies access to these credentials, user \"ci\"")]
    [InlineData(404, "the host has no such repository, or hides it from these credentials")]
    [InlineData(409, "the host says that it conflicts with something else")]
    [InlineData(413, "the push is too large for the host; raise its limit for requests")]
    [InlineData(415, "a proxy or firewall before the host does not let git's requests pass")]
    [InlineData(422, "the host reads the request and does not accept what stands in it")]
    [InlineData(451, "the host may not give out the repository for legal reasons")]
    public async Task EndWhatTakesALockAtOnce(int status, string meaning)
    {
        Answer(_ => status);

        var fault = await Assert.ThrowsAsync<GitException>(() => PutOverHttp.RunAsync($"{server.Origin}/host.git", """{"acquire": true}""", stderr));

        Assert.StartsWith(meaning, fault.Failure.Sentence, StringComparison.Ordinal);
        Assert.Equal(1, pushes);
        Assert.DoesNotContain("release it by hand", stderr.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task PassWhenTheySaySo(int status)
    {
        Answer(push => push < 3 ? status : null);

        await PutOverHttp.RunAsync($"{server.Origin}/host.git", """{"acquire": true}""", stderr);

        Assert.Contains("aws/claimed/env-1", host.Files, StringComparison.Ordinal);
        Assert.Equal(3, pushes);
    }

    public void Dispose()
    {
        server.Dispose();
        host.Dispose();
        stderr.Dispose();
    }

    private void Answer(Func<int, int?> status) => server.Instead = request =>
        request == "POST /host.git/git-receive-pack" && status(++pushes) is { } number ? (number, null) : null;
}
