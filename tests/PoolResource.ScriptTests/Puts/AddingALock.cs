namespace PoolResource.ScriptTests.Puts;

public sealed class AddingALock : ScriptTest
{
    [Theory]
    [InlineData("add", "unclaimed")]
    [InlineData("add_claimed", "claimed")]
    public async Task PutsItsMetadataIntoThePool(string operation, string state)
    {
        Repository.CommitPool("aws");
        Aws.Artifact("new", "env-1", "region: eu\n");

        var add = await Aws.PutAsync(new Dictionary<string, string> { [operation] = "new" });

        Assert.Equal(Response(Repository.Tip, "env-1"), add.Stdout);
        Assert.Equal(3, Repository.Files.Count);
        Assert.Equal("region: eu\n"u8, Repository.Read($"aws/{state}/env-1"));
        Assert.Equal("100644", Repository.Mode($"aws/{state}/env-1"));
        Assert.Equal($"main/deploy/test build 42 adding {state}: env-1", Repository.Last.Subject);
        Assert.Equal("CI Pool Resource <ci-pool@localhost>", Repository.Last.Author);
    }

    [Fact]
    public async Task ThatIsClaimedFromTheStartGivesTheClaimAName()
    {
        Repository.CommitPool("aws");
        Aws.Artifact("new", "env-1", "");

        await Aws.PutAsync(new { add_claimed = "new" });

        Assert.Matches("\nClaim-Id: [0-9a-f-]{36}\n", Repository.Last.Body);
    }

    [Theory]
    [InlineData("add", "claimed")]
    [InlineData("add_claimed", "claimed")]
    [InlineData("add_claimed", "unclaimed")]
    public async Task OfANameThePoolHasIsRefused(string operation, string state)
    {
        var tip = Repository.Commit("set up", Testing.Change.Put($"aws/{state}/env-1", "old"));
        Aws.Artifact("new", "env-1", "new");

        var add = await Aws.PutAsync(new Dictionary<string, string> { [operation] = "new" });

        Assert.Contains($"pool aws has a lock env-1 already ({state})", add.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }

    [Fact]
    public async Task OfANameThatStandsFreeReplacesTheContentWithAWarning()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Artifact("new", "env-1", "new");

        var add = await Aws.PutAsync(new { add = "new" });

        Assert.Equal("new"u8, Repository.Read("aws/unclaimed/env-1"));
        Assert.StartsWith("warning: pool aws had a lock env-1 already", add.Lines[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task MakesThePool()
    {
        Repository.CommitPool("gcp", unclaimed: ["env-1"]);
        Aws.Artifact("new", "env-1", "");

        await Aws.PutAsync(new { add = "new" });

        Assert.Equal(
            ["aws/claimed/.gitkeep", "aws/unclaimed/.gitkeep", "aws/unclaimed/env-1"],
            Repository.Files.Where(file => file.StartsWith("aws/", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("add", "unclaimed")]
    [InlineData("add_claimed", "claimed")]
    [InlineData("update", "unclaimed")]
    public async Task BeginsAnEmptyRepository(string operation, string state)
    {
        Aws.Artifact("new", "env-1", "first");

        var add = await Aws.PutAsync(new Dictionary<string, string> { [operation] = "new" });

        Assert.Equal(Response(Repository.Tip, "env-1"), add.Stdout);
        Assert.Equal("first"u8, Repository.Read($"aws/{state}/env-1"));
        Assert.Equal("aws/claimed/.gitkeep", Repository.Files[0]);
        Assert.Single(Repository.Log);
    }

    [Fact]
    public async Task BeginsABranchWithoutAHistoryBesideOthers()
    {
        var tip = Repository.CommitPool("aws");
        var pools = new Testing.PipelineResource(Scripts, Folder, Repository.Path, "pools", "aws");
        pools.Artifact("new", "env-1", "");

        var add = await pools.PutAsync(new { add = "new" });

        Assert.Equal($"{tip} refs/heads/main\n{add.Ref} refs/heads/pools\n", Repository.Refs);
        Assert.Equal("1\n", Repository.Git("rev-list", "--count", "pools"));
    }
}
