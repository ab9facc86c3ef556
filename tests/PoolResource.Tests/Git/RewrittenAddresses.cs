using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Testing;

namespace PoolResource.Tests.Git;

/// <summary>Sources whose git_config leads elsewhere than their uri says.</summary>
public sealed class RewrittenAddresses : IDisposable
{
    private readonly HostedBranch host = new();
    private readonly GitHttpServer named;
    private readonly GitHttpServer meant;

    public RewrittenAddresses()
    {
        host.Then("aws/unclaimed/env-1");
        var root = Path.GetDirectoryName(host.Repository)!;
        (named, meant) = (new GitHttpServer(root) { Login = "ci:secret" }, new GitHttpServer(root) { Login = "ci:secret" });
    }

    [Fact]
    public async Task AreNotOfferedTheLoginOfAnotherHost()
    {
        var fault = await Assert.ThrowsAsync<GitException>(() => PutAsync($"url.{meant.Origin}/.insteadOf", $"{named.Origin}/"));

        Assert.True(fault.IsRefusal);
        Assert.Contains(
            $"source.username and source.password are for {named.Origin[7..]} and are not shown to {meant.Origin[7..]}, where url.*.insteadOf in source.git_config leads",
            fault.Failure.Sentence,
            StringComparison.Ordinal);
        Assert.Empty(named.Requests);
        Assert.NotEmpty(meant.Requests);
        Assert.All(meant.Requests, request => Assert.DoesNotContain("with a login", request, StringComparison.Ordinal));
    }

    [Fact]
    public async Task AreOpenedWithTheLoginThatStandsInThem()
    {
        await PutAsync($"url.{meant.Origin.Replace("//", "//ci:secret@", StringComparison.Ordinal)}/.insteadOf", $"{named.Origin}/");

        Assert.Contains("aws/claimed/env-1", host.Files, StringComparison.Ordinal);
        Assert.Empty(named.Requests);
    }

    [Fact]
    public async Task TakePushesAloneWhenTheyAreForPushesAlone()
    {
        await PutAsync($"url.{meant.Origin.Replace("//", "//ci:secret@", StringComparison.Ordinal)}/.pushInsteadOf", $"{named.Origin}/");

        Assert.Contains("aws/claimed/env-1", host.Files, StringComparison.Ordinal);
        Assert.DoesNotContain(named.Requests, request => request.Contains("receive-pack", StringComparison.Ordinal));
        Assert.Contains(meant.Requests, request => request.StartsWith("POST /host.git/git-receive-pack", StringComparison.Ordinal));
    }

    // What is fetched from may lag behind: only where the push went can tell what became of it.
    [Fact]
    public async Task AreLookedAtAfterAPushThatWasNotAccepted()
    {
        var pushes = 0;
        meant.Instead = request => request == "POST /host.git/git-receive-pack" && ++pushes == 1 ? (503, null) : null;

        await PutAsync($"url.{meant.Origin.Replace("//", "//ci:secret@", StringComparison.Ordinal)}/.pushInsteadOf", $"{named.Origin}/");

        Assert.Contains(meant.Requests, request => request.StartsWith("POST /host.git/git-upload-pack", StringComparison.Ordinal));
        Assert.Contains("aws/claimed/env-1", host.Files, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        named.Dispose();
        meant.Dispose();
        host.Dispose();
    }

    private Task<Response> PutAsync(string name, string value) => PutOverHttp.RunAsync(
        $"{named.Origin}/host.git", """{"acquire": true}""", more: $$""", "git_config": [{"name": "{{name}}", "value": "{{value}}"}]""");
}
