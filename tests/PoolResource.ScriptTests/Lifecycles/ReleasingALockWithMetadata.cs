namespace PoolResource.ScriptTests.Lifecycles;

public sealed class ReleasingALockWithMetadata : LifecycleTest
{
    [Fact]
    public async Task FreesItAndChangesItInOneCommit()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        await ClaimAsync(Aws, "env-1");
        var commits = Repository.Log.Count;
        Folder.Write("inputs/results/state.json", "{\"runs\": 7}\n");

        var release = await Aws.PutAsync(new { release = "env-1", metadata = "results/state.json" });

        Assert.Equal(Response(Repository.Tip, "env-1"), release.Stdout);
        Assert.Equal(["aws/unclaimed/env-1"], Standing);
        Assert.Equal("{\"runs\": 7}\n"u8, Repository.Read("aws/unclaimed/env-1"));
        Assert.Equal(commits + 1, Repository.Log.Count);
        Assert.Equal("main/deploy/test build 42 unclaiming: env-1", Repository.Last.Subject);
    }

    [Theory]
    [InlineData("results/missing.json", "error: params.metadata: ")]
    [InlineData("../secret", "error: params.metadata: ")]
    public async Task ThatCannotBeReadIsRefused(string file, string reason)
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("env-1", "env-1");
        Folder.Write("secret", "secret");
        Folder.Subfolder("inputs/results");

        var release = await Aws.PutAsync(new { release = "env-1", metadata = file });

        Assert.StartsWith(reason, release.Refusal, StringComparison.Ordinal);
        Assert.Equal(["aws/claimed/env-1"], Standing);
    }
}
