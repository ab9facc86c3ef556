using System.Text.Json.Nodes;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Lifecycles;

public sealed class FollowingAClaim : LifecycleTest
{
    [Fact]
    public async Task NeverFreesTheClaimOfAnotherBuildInAnotherPool()
    {
        Repository.CommitPool("red", unclaimed: ["env-1"]);
        var (red, blue) = (Pool("red"), Pool("blue"));
        await ClaimAsync(red, "env-1");
        await red.PutAsync(new { move = new { @lock = "env-1", to = "blue", state = "claimed" } });
        await LoseAsync(blue, "blue", "env-1");
        var tip = Repository.Tip;

        var release = await blue.PutAsync(new { release = "env-1" });

        Assert.Contains("lock env-1 of pool blue is no longer held by this claim", release.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }

    [Theory]
    [InlineData("red")]
    [InlineData("blue")]
    public async Task FreesTheLockWhereItIs(string resource)
    {
        Repository.CommitPool("red", unclaimed: ["env-1"]);
        var red = Pool("red");
        await ClaimAsync(red, "env-1");
        await red.PutAsync(new { move = new { @lock = "env-1", to = "blue", state = "claimed" } });

        var release = await Pool(resource).PutAsync(new { release = "env-1" });
        var get = await GetAsync(Pool(resource), release);

        Assert.Equal(["blue/unclaimed/env-1"], Standing);
        Assert.Equal(0, get.ExitCode);
        Assert.Equal(release.Stdout, get.Stdout);
    }

    [Fact]
    public async Task IsNotMisledByAnEditOrASquash()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        await ClaimAsync(Aws, "env-1");
        Repository.Commit("edit by hand", Testing.Change.Put("aws/claimed/env-1", "edited"));
        var update = await Aws.PutAsync(new { update = "env-1" });
        Repository.Rewrite("squashed", Testing.Change.Put("aws/claimed/env-1", "squashed"));

        var release = await Aws.PutAsync(new { release = "env-1" });

        Assert.Equal(0, update.ExitCode);
        Assert.Equal(0, release.ExitCode);
        Assert.Contains(release.Lines, line => line.EndsWith("assuming that it is this build", StringComparison.Ordinal));
        Assert.Equal(["aws/unclaimed/env-1"], Standing);
    }

    private Task<ScriptResult> GetAsync(PipelineResource pool, ScriptResult put)
    {
        var request = JsonNode.Parse(pool.Request(null, null))!;
        request["version"] = JsonNode.Parse(put.Json.GetProperty("version").GetRawText());
        return Scripts.RunAsync("in", request.ToJsonString(), Folder.Subfolder("got"));
    }
}
