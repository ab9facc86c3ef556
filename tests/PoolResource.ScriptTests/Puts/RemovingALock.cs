namespace PoolResource.ScriptTests.Puts;

public sealed class RemovingALock : ScriptTest
{
    [Theory]
    [InlineData("claimed")]
    [InlineData("unclaimed")]
    public async Task TakesItOutOfThePoolWhereverItStands(string state)
    {
        Repository.Commit("set up", Testing.Change.Put($"aws/{state}/env-1"), Testing.Change.Put("aws/unclaimed/env-2"));
        Aws.Artifact("aws", "env-1");

        var remove = await Aws.PutAsync(new { remove = "aws" });

        Assert.Equal(Response(Repository.Tip, "env-1"), remove.Stdout);
        Assert.Equal(["env-2"], Repository.Files.Select(Path.GetFileName).Where(name => name != ".gitkeep"));
        Assert.Equal("main/deploy/test build 42 removing: env-1", Repository.Last.Subject);
        Assert.StartsWith("Build URL: https://ci.example.com/teams/main", Repository.Last.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheLastOneLeavesThePool()
    {
        Repository.Commit("set up", Testing.Change.Put("aws/claimed/env-1"));
        Aws.Artifact("aws", "env-1");

        await Aws.PutAsync(new { remove = "aws" });

        Assert.Equal(["aws/claimed/.gitkeep", "aws/unclaimed/.gitkeep"], Repository.Files);
    }

    [Fact]
    public async Task ThatIsNowhereFails()
    {
        var tip = Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("aws", "env-2");

        var remove = await Aws.PutAsync(new { remove = "aws" });

        Assert.Contains("no lock env-2 in pool aws", remove.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }
}
