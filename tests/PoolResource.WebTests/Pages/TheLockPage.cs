using PoolResource.Testing;

namespace PoolResource.WebTests.Pages;

public sealed class TheLockPage : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly LockRepository locks;

    public TheLockPage()
    {
        locks = new LockRepository(folder["locks.git"]);
        locks.CommitPool("aws", ["env-1"]);
    }

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task TellsTheClaimAndNeverTheContent()
    {
        var commit = locks.Commit(
            "main/deploy/test build 42 claiming: env-1\n\nBuild URL: https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42\n\nPool: aws\nClaim-Id: 01a1f8e1-3fa7-7e1c-b594-b34d1523f26f\nReason: a look",
            Change.Move("aws/unclaimed/env-1", "aws/claimed/env-1"));
        await using var web = await RunningWeb.StartAsync(locks, "commit_url: https://git.example.com/locks/commit/{commit}");

        var page = await web.GetAsync("/pools/aws/locks/env-1");

        Assert.Contains("<code>01a1f8e1-3fa7-7e1c-b594-b34d1523f26f</code>", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"https://git.example.com/locks/commit/{commit}\"", page, StringComparison.Ordinal);
        Assert.Contains("href=\"https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42\"", page, StringComparison.Ordinal);
        Assert.Contains("a look", page, StringComparison.Ordinal);
        Assert.DoesNotContain("content of env-1", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TellsThatALockIsGoneAndWhereItWent()
    {
        locks.CommitPool("gcp");
        locks.Commit("moving: env-1 to gcp/unclaimed", Change.Move("aws/unclaimed/env-1", "gcp/unclaimed/env-1"));
        await using var web = await RunningWeb.StartAsync(locks);

        var page = await web.GetAsync("/pools/aws/locks/env-1");

        Assert.Contains("<span class=\"state gone\">gone</span>, moved", page, StringComparison.Ordinal);
        Assert.Contains("href=\"/pools/gcp/locks/env-1\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task NamesNoPoolThatMayNotBeSeen()
    {
        locks.CommitPool("secret");
        locks.Commit("moving: env-1 to secret/unclaimed", Change.Move("aws/unclaimed/env-1", "secret/unclaimed/env-1"));
        await using var web = await RunningWeb.StartAsync(locks, "access: [{to: anyone, pools: aws, may: look}]");

        foreach (var path in new[] { "/", "/activity", "/pools/aws", "/pools/aws/locks/env-1" })
        {
            Assert.DoesNotContain("secret", await web.GetAsync(path), StringComparison.Ordinal);
        }

        Assert.Contains("moved", await web.GetAsync("/activity"), StringComparison.Ordinal);
        using var answer = await web.Client.GetAsync(new Uri("/pools/secret/locks/env-1", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Theory]
    [InlineData("https://github.com/acme/locks.git", "https://github.com/acme/locks/commit/")]
    [InlineData("https://gitlab.com/acme/infra/locks.git", "https://gitlab.com/acme/infra/locks/-/commit/")]
    [InlineData("https://bitbucket.org/acme/locks", "https://bitbucket.org/acme/locks/commits/")]
    [InlineData("git@codeberg.org:acme/locks.git", "https://codeberg.org/acme/locks/commit/")]
    [InlineData("ssh://git@github.com/acme/locks.git", "https://github.com/acme/locks/commit/")]
    [InlineData("https://git.example.com/acme/locks.git", null)]
    [InlineData("/srv/github.com:locks", null)]
    public void LinksCommitsOnHostsThatAreKnown(string uri, string? page) =>
        Assert.Equal(page is null ? null : $"{page}{{commit}}", Web.Configuration.CommitPages.Of(uri));
}
