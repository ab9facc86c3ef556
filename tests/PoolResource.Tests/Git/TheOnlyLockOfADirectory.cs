using PoolResource.Testing;
using PoolResource.Tests.Puts;

namespace PoolResource.Tests.Git;

/// <summary>A lock whose directory nothing else is in goes elsewhere: what a push takes for new then is its file, too.</summary>
public sealed class TheOnlyLockOfADirectory : IDisposable
{
    private readonly Put put = new();

    public TheOnlyLockOfADirectory()
    {
        put.Branch.Git("config", "uploadpack.allowFilter", "true");
        put.Branch.Git("config", "http.receivepack", "true");
        put.Branch.Then("aws/claimed/env-1=one aws/unclaimed/.gitkeep=");
        Directory.CreateDirectory(Path.Combine(put.Branch.Repository, "env"));
        File.WriteAllText(Path.Combine(put.Branch.Repository, "env", "name"), "env-1\n");
    }

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("file", "0"), InlineData("file", "2")]
    [InlineData("git", "0"), InlineData("git", "2")]
    [InlineData("http", "0"), InlineData("http", "2")]
    public async Task IsGivenBackWithoutItsFile(string transport, string protocol)
    {
        var root = Path.GetDirectoryName(put.Branch.Repository)!;
        using var daemon = await GitDaemon.StartAsync(root);
        using var server = new GitHttpServer(root);
        put.Branch.Uri = transport switch
        {
            "git" => daemon.AddressOf(put.Branch.Repository),
            "http" => $"{server.Origin}/host.git",
            _ => $"file://{put.Branch.Repository}",
        };
        put.Branch.MoreOfTheSource = $$""", "git_config": [{"name": "protocol.version", "value": "{{protocol}}"}]""";
        put.Debug = true;

        await put.RunAsync("""{"release": "env"}""");

        Assert.Equal("aws/claimed/.gitkeep aws/unclaimed/.gitkeep aws/unclaimed/env-1", put.Branch.Files);
        Assert.Equal("one", put.Branch.Git("cat-file", "blob", "main:aws/unclaimed/env-1"));
        Assert.Contains("--filter=blob:none", put.Log, StringComparison.Ordinal);
    }
}
