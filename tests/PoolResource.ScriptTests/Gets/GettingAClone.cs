using System.Text;
using System.Text.Json.Nodes;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Gets;

public sealed class GettingAClone : ScriptTest
{
    [Fact]
    public async Task LeavesARepositoryThatGitWorksIn()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var claim = await Aws.PutAsync(new { acquire = true });
        Repository.CommitPool("gcp");

        var get = await Aws.GetAsync(claim.Ref, new { full_clone = true });

        Assert.Equal(Response(claim.Ref, "env-1"), get.Stdout);
        Assert.Equal([".git", "aws", "claim.json", "metadata", "name"], Aws.FilesOf("lock"));
        Assert.Equal("content of env-1\n", Aws.Read("lock", "aws/claimed/env-1"));
        Assert.Equal($"{claim.Ref}\n", Git("rev-parse", "HEAD"));
        Assert.Equal("2\n", Git("rev-list", "--count", "HEAD"));
        Assert.Equal("", Git("fsck"));
        Git("fetch", "origin");
        Assert.Equal($"{Repository.Tip}\n", Git("rev-parse", "origin/main"));
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    public async Task WithADepthHasOnlySoManyCommits(int depth, int commits)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.CommitPool("gcp");
        var remote = new PipelineResource(Scripts, Folder, $"file://{Repository.Path}", "main", "aws");
        var claim = await remote.PutAsync(new { acquire = true });

        await remote.GetAsync(claim.Ref, new { full_clone = true, depth });

        Assert.Equal($"{commits}\n", Git("rev-list", "--count", "HEAD"));
    }

    [Fact]
    public async Task OfAVersionBeyondTheDepthBringsItAllTheSame()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var remote = new PipelineResource(Scripts, Folder, $"file://{Repository.Path}", "main", "aws");
        var claim = await remote.PutAsync(new { acquire = true });
        Repository.CommitPool("gcp");
        Repository.CommitPool("azure");

        await remote.GetAsync(claim.Ref, new { full_clone = true, depth = 1 });

        Assert.Equal($"{claim.Ref}\n", Git("rev-parse", "HEAD"));
    }

    [Fact]
    public async Task KeepsNoSecretOfTheUri()
    {
        var claim = Repository.Commit("claimed by hand", Change.Put("aws/claimed/env-1"));
        var remote = new PipelineResource(Scripts, Folder, "https://robot:hunter2@git.example.com/locks.git", "main", "aws");
        remote.Source["git_config"] = new JsonArray([
            .. new[] { "https://robot:hunter2@git.example.com/", "https://git.example.com/" }.Select(prefix =>
                new JsonObject { ["name"] = $"url.{Folder.Path}/.insteadOf", ["value"] = prefix }),
        ]);

        var get = await remote.GetAsync(claim, new { full_clone = true });

        Assert.Equal(claim, get.Ref);
        Assert.EndsWith("git.example.com/locks.git\n", Git("config", "remote.origin.url"), StringComparison.Ordinal);
        var files = Directory.EnumerateFiles(Path.Combine(Aws.Inputs, "lock"), "*", SearchOption.AllDirectories);
        Assert.DoesNotContain(files, file => Encoding.Latin1.GetString(File.ReadAllBytes(file)).Contains("hunter2", StringComparison.Ordinal));
    }

    private string Git(params IEnumerable<string> arguments) =>
        Repository.Git(["-C", Path.Combine(Aws.Inputs, "lock"), .. arguments]);
}
