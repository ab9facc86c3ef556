using PoolResource.Concourse;
using PoolResource.Testing;

namespace PoolResource.Tests.Protocol;

public sealed class FilesOfAGet : IDisposable
{
    private readonly HostedBranch host = new();
    private readonly TestFolder folder = new();

    public FilesOfAGet() => folder.With("outside/victim", "untouched");

    public void Dispose()
    {
        host.Dispose();
        folder.Dispose();
    }

    [Theory]
    [InlineData("name"), InlineData("metadata"), InlineData("claim.json")]
    public async Task AreNeverWrittenThroughALinkOfTheBranch(string file)
    {
        host.Then("aws/claimed/env-1=content", "claiming: env-1");
        Link(file, folder["outside/victim"]);
        host.Then("aws/claimed/env-1=content aws/claimed/env-2=content", "claiming: env-2");
        Link(file, folder["outside/victim"]);

        await GetAsync(fullClone: true);

        Assert.Equal("untouched", await File.ReadAllTextAsync(folder["outside/victim"], TestContext.Current.CancellationToken));
        Assert.Null(new FileInfo(folder[$"lock/{file}"]).LinkTarget);
        Assert.NotEqual("untouched", await File.ReadAllTextAsync(folder[$"lock/{file}"], TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("name"), InlineData("metadata"), InlineData("claim.json")]
    public async Task AreNeverWrittenThroughALinkThatStandsThereAlready(string file)
    {
        host.Then("aws/claimed/env-1=content", "claiming: env-1");
        folder.WithLink($"lock/{file}", folder["outside/victim"]);

        await GetAsync(fullClone: false);

        Assert.Equal("untouched", await File.ReadAllTextAsync(folder["outside/victim"], TestContext.Current.CancellationToken));
        Assert.Null(new FileInfo(folder[$"lock/{file}"]).LinkTarget);
    }

    [Theory]
    [InlineData("name"), InlineData("metadata"), InlineData("claim.json")]
    public async Task TakeThePlaceOfALinkToADirectory(string file)
    {
        host.Then("aws/claimed/env-1=content", "claiming: env-1");
        folder.WithLink($"lock/{file}", folder["outside"]);

        await GetAsync(fullClone: false);

        Assert.Equal(["victim"], Directory.EnumerateFileSystemEntries(folder["outside"]).Select(Path.GetFileName));
        Assert.True(File.Exists(folder[$"lock/{file}"]));
    }

    [Fact]
    public async Task AreRefusedWhereTheBranchHasADirectoryOfTheirName()
    {
        host.Then("aws/claimed/env-1=content name/x=y", "claiming: env-1");

        Sentence.Matches(
            "the branch has a directory name at its root, where the lock's name belongs; rename it, or leave out params.full_clone",
            (await Assert.ThrowsAsync<PoolException>(() => GetAsync(fullClone: true))).Message);
        Assert.Equal([".git", "aws", "name"], Directory.EnumerateFileSystemEntries(folder["lock"]).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    private async Task GetAsync(bool fullClone)
    {
        var request = await Stdin.InAsync($$"""{"source": {{host.SourceJson}}, "params": {"full_clone": {{(fullClone ? "true" : "false")}} } }""");
        await new InCommand(new StepLog(TextWriter.Null), TimeProvider.System).RunAsync(request, folder["lock"], TestContext.Current.CancellationToken);
    }

    /// <summary>Amends the tip by a link at its root.</summary>
    private void Link(string file, string target)
    {
        var blob = RealGit.Try(["--git-dir", host.Repository, "hash-object", "-w", "--stdin"], target).Stdout.Trim();
        host.Git("read-tree", "main");
        host.Git("update-index", "--add", "--cacheinfo", $"120000,{blob},{file}");
        var tree = host.Git("write-tree").Trim();
        var message = host.Git("log", "-1", "--format=%s", "main").Trim();
        string[] parents = [.. host.Git("log", "-1", "--format=%P", "main").Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).SelectMany(parent => new[] { "-p", parent })];
        host.Git("update-ref", "refs/heads/main", host.Git(["commit-tree", tree, "-m", message, .. parents]).Trim());
    }
}
