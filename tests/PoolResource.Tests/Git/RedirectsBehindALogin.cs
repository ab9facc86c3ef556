using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;
using PoolResource.Tests.Protocol;

namespace PoolResource.Tests.Git;

public sealed class RedirectsBehindALogin : IDisposable
{
    private readonly HostedBranch host = new();
    private readonly GitHttpServer server;

    public RedirectsBehindALogin()
    {
        host.Then("aws/unclaimed/env-1");
        server = new GitHttpServer(Path.GetDirectoryName(host.Repository)!) { Login = "ci:secret" };
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task AreFollowedOnTheSameHost(int status)
    {
        Send("/old/name.git", status, "/host.git");
        var claimed = await PutOverHttp.RunAsync($"{server.Origin}/old/name.git", """{"claim": "env-1"}""");

        Assert.Equal(host.Tip.Value, claimed.Version.Ref);
        Assert.Contains("aws/claimed/env-1", host.Files, StringComparison.Ordinal);
        Assert.DoesNotContain("POST /old/name.git/git-receive-pack with a login", server.Requests);
    }

    [Fact]
    public async Task AreFollowedByAWholeClone()
    {
        Send("/old/name.git", 301, "/host.git");
        using var folder = new TestFolder();
        var source = $$"""{"uri": "{{server.Origin}}/old/name.git", "branch": "main", "pool": "aws", "username": "ci", "password": "secret"}""";
        var request = await Stdin.InAsync($$"""{"source": {{source}}, "params": {"full_clone": true} }""");

        await new InCommand(new StepLog(TextWriter.Null), TimeProvider.System).RunAsync(request, folder["clone"], TestContext.Current.CancellationToken);

        Assert.True(File.Exists(folder["clone/aws/unclaimed/env-1"]));
        Assert.Equal($"{server.Origin}/old/name.git", RealGit.Run("-C", folder["clone"], "config", "remote.origin.url").Trim());
    }

    [Fact]
    public async Task AreToldWhenTheyLeadToAnotherOrigin()
    {
        using var other = new GitHttpServer(Path.GetDirectoryName(host.Repository)!) { Login = "other:login" };
        Send("/old/name.git", 301, $"{other.Origin}/host.git");
        using var step = await OpenAsync();

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => step.TipAsync(TestContext.Current.CancellationToken));

        var sentence = fault is GitException git ? git.Failure.Sentence : fault.Message;
        Assert.StartsWith($"the host of source.uri redirects to {other.Origin}", sentence, StringComparison.Ordinal);
        Assert.All(other.Requests, request => Assert.DoesNotContain("with a login", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AreToldWhenTheyLeadToAnOpenRepositoryOfAnotherOrigin()
    {
        using var other = new GitHttpServer(Path.GetDirectoryName(host.Repository)!);
        Send("/old/name.git", 301, $"{other.Origin}/host.git");
        using var step = await OpenAsync();

        var fault = await Assert.ThrowsAsync<PoolException>(() => step.TipAsync(TestContext.Current.CancellationToken));

        Sentence.Matches($"the host of source.uri redirects to {other.Origin}/host.git, where its login does not go; give that as source.uri, with a login for it", fault.Message);
    }

    [Fact]
    public async Task AreToldWhenTheyLeadToNoRepository()
    {
        server.Instead = request => request.StartsWith("GET /old/name.git/", StringComparison.Ordinal) ? (302, "/users/sign_in") : request.Contains("sign_in", StringComparison.Ordinal) ? (404, null) : null;
        using var step = await OpenAsync();

        var fault = await Assert.ThrowsAnyAsync<Exception>(() => step.TipAsync(TestContext.Current.CancellationToken));

        Assert.True(fault is PoolException or GitException { IsRefusal: true }, fault.ToString());
    }

    public void Dispose()
    {
        server.Dispose();
        host.Dispose();
    }

    private void Send(string path, int status, string to) => server.Instead = request =>
        request.Split(' ')[1] is var asked && asked.StartsWith(path, StringComparison.Ordinal) ? (status, to + asked[path.Length..]) : null;

    private Task<GitSession> OpenAsync() => GitSession.OpenAsync(
        host.Source with
        {
            Uri = RepositoryUri.Parse($"{server.Origin}/old/name.git", "source.uri"),
            PushUri = RepositoryUri.Parse($"{server.Origin}/old/name.git", "source.uri"),
            Credentials = new Credentials { Username = "ci", Password = "secret" },
        },
        new StepLog(TextWriter.Null),
        TimeProvider.System,
        TestContext.Current.CancellationToken);
}
