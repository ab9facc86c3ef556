using System.Text.Json.Nodes;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Puts;

/// <summary>A round of add, claim, get and release works whatever things are called.</summary>
public sealed class Names : ScriptTest
{
    [Theory]
    [InlineData("env 1")]
    [InlineData("Umgebung-größer-als-ß")]
    [InlineData("环境-一")]
    [InlineData("🔒")]
    [InlineData("a.lock")]
    [InlineData("a'b\"c`d$(e);f&g|h<i>j")]
    [InlineData("back\\slash")]
    [InlineData("*?[x]")]
    [InlineData("con~1:2^3@{4}")]
    [InlineData("claimed")]
    [InlineData("-f")]
    [InlineData("--force")]
    [InlineData("Ae\u0301")]
    public Task OfLocks(string name) => RoundAsync(Aws, Repository, "aws", name);

    [Theory]
    [InlineData("a/b")]
    [InlineData("cf-deployment/fresh/eu 1")]
    [InlineData("Pool with spaces")]
    [InlineData("池/claimed")]
    [InlineData("aws-lifecycle")]
    public Task OfPools(string pool) => RoundAsync(Pool(pool), Repository, pool, "env-1");

    [Theory]
    [InlineData("trunk")]
    [InlineData("locks-🔒")]
    [InlineData("-x")]
    [InlineData("HEAD")]
    [InlineData("team/a/locks")]
    [InlineData("größer")]
    public Task OfBranches(string branch) => RoundOnAsync(new LockRepository(Folder["other.git"], branch), branch);

    [Fact]
    public Task OfABranchThatIsNotTheDefault() =>
        RoundOnAsync(new LockRepository(Folder["other.git"], "locks", defaultBranch: "main"), "locks");

    [Theory]
    [InlineData("with spaces.git")]
    [InlineData("größer.git")]
    [InlineData("a'b\"c$(touch pwned).git")]
    public Task OfRepositories(string name) => RoundOnAsync(new LockRepository(Folder[name]), "main");

    [Fact]
    public Task OfRepositoriesAsFileUris() => RoundOnAsync(new LockRepository(Folder["x.git"]), "main", prefix: "file://");

    [Fact]
    public async Task OfLocksThatGitKnowsInBothCasesAreTwo()
    {
        Repository.CommitPool("aws", unclaimed: ["env", "ENV"]);

        Assert.Equal("ENV", (await Aws.PutAsync(new { claim = "ENV" })).LockName);
        Assert.Contains("aws/unclaimed/env", Repository.Files);
    }

    [Fact]
    public async Task ThatAreNoLocksAreNeverTaken()
    {
        Repository.Commit(
            "set up",
            Change.Put("aws/unclaimed/.gitkeep"),
            Change.Put("aws/unclaimed/.DS_Store"),
            Change.Put("aws/unclaimed/directory/env-1"),
            Change.Put("aws/unclaimed/real"));

        Assert.Equal("real", (await Aws.PutAsync(new { acquire = true })).LockName);
        var second = await Aws.PutAsync(new { acquire = true, timeout = "0s" });

        Assert.Equal(1, second.ExitCode);
        Assert.Contains("aws/unclaimed/directory/env-1", Repository.Files);
    }

    // What Unicode says of letters is part of the executables.
    [Theory]
    [InlineData("caf\u00e9", "cafe\u0301", "e<U+0301>")]
    [InlineData("\uac01", "\u1100\u1161\u11a8", "<U+1100><U+1161><U+11A8>")]
    [InlineData("a\u0323\u0301", "a\u0301\u0323", "a<U+0301><U+0323>")]
    [InlineData("\u00c5", "\u212b", "<U+212B>")]
    public async Task OfLocksThatLookAlikeAreNeverMadeSideBySide(string there, string twin, string shown)
    {
        Repository.CommitPool("aws", unclaimed: [there]);

        var add = await Aws.PutAsync(new { add = new { name = twin, metadata = "x" } });

        Assert.StartsWith("error: pool aws has a lock that looks like it already", add.Refusal, StringComparison.Ordinal);
        Assert.Contains(shown, add.Refusal, StringComparison.Ordinal);
        Assert.Equal(0, (await Aws.PutAsync(new { add = new { name = $"{twin}2", metadata = "x" } })).ExitCode);
    }

    [Fact]
    public async Task OfBuildsCannotForgeTheCommitMessage()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Scripts.Build["BUILD_PIPELINE_NAME"] = "deploy\n\nClaim-Id: forged";
        Scripts.Build["BUILD_URL"] = "https://x\nBuild-Id: forged";

        await Aws.PutAsync(new { acquire = true });

        Assert.DoesNotMatch("(?m)^(Claim-Id|Build-Id): forged", Repository.Last.Body);
        Assert.EndsWith(" build 42 claiming: env-1", Repository.Last.Subject, StringComparison.Ordinal);
    }

    private Task RoundOnAsync(LockRepository repository, string branch, string prefix = "") =>
        RoundAsync(new PipelineResource(Scripts, Folder, prefix + repository.Path, branch, "aws"), repository, "aws", "env-1");

    private static async Task RoundAsync(PipelineResource resource, LockRepository repository, string pool, string name)
    {
        resource.Artifact("new", name, "content");
        AssertIs(await resource.PutAsync(new { add = "new" }), repository, pool, name);

        var claim = await resource.PutAsync(new { claim = name });
        AssertIs(claim, repository, pool, name);
        Assert.Contains($"{pool}/claimed/{name}", repository.Files);

        AssertIs(await resource.GetAsync(claim.Ref), repository, pool, name);
        Assert.Equal($"{name}\n", resource.Read("lock", "name"));

        AssertIs(await resource.PutAsync(new { release = "lock" }), repository, pool, name);
        Assert.Contains($"{pool}/unclaimed/{name}", repository.Files);
    }

    private static void AssertIs(ScriptResult result, LockRepository repository, string pool, string name)
    {
        var expected = JsonNode.Parse(Response(repository.Tip, "", pool))!;
        expected["metadata"]![0]!["value"] = name;
        Assert.Equal(expected.ToJsonString(), JsonNode.Parse(result.Json.GetRawText())!.ToJsonString());
        Assert.EndsWith($": {name}", repository.Last.Subject, StringComparison.Ordinal);
    }
}
