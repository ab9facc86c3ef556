namespace PoolResource.ScriptTests.Lifecycles;

public sealed class HoldingALockUnderAName : LifecycleTest
{
    private static readonly object Acquire = new { acquire = true, @as = "env" };

    private static readonly object Release = new { release = new { @as = "env" } };

    [Fact]
    public async Task LastsFromItsPutToAReleaseThatHasNoDirectory()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        var first = await Aws.PutAsync(Acquire);
        var again = await Aws.PutAsync(Acquire);
        await Aws.GetAsync(again.Ref, artifact: "env");
        var update = await Aws.PutAsync(new { update = "env" });

        var release = await Aws.PutAsync(Release);
        var nothing = await Aws.PutAsync(Release);

        Assert.Equal(first.LockName, again.LockName);
        Assert.Contains(again.Ref, update.Stdout, StringComparison.Ordinal);
        Assert.Equal(Response(Repository.Tip, first.LockName), release.Stdout);
        Assert.Equal("true", nothing.Json.GetProperty("version").GetProperty("nothing").GetString());
        Assert.Equal(["aws/unclaimed/env-1", "aws/unclaimed/env-2"], Standing);
        Assert.Equal(4, Repository.Log.Count);
    }

    [Theory]
    [InlineData("BUILD_ID", "1235")]
    [InlineData("BUILD_URL", "https://other.example.com/teams/main/pipelines/deploy/jobs/test/builds/42")]
    [InlineData("BUILD_PIPELINE_NAME", "other")]
    [InlineData("BUILD_PIPELINE_INSTANCE_VARS", """{"branch":"other"}""")]
    public async Task IsTheBuildsOwn(string variable, string value)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        var first = await Aws.PutAsync(Acquire);
        Scripts.Build[variable] = value;

        var release = await Aws.PutAsync(Release);
        var others = await Aws.PutAsync(Acquire);

        Assert.Contains("\"nothing\"", release.Stdout, StringComparison.Ordinal);
        Assert.NotEqual(first.LockName, others.LockName);
        Assert.Equal(["aws/claimed/env-1", "aws/claimed/env-2"], Standing);
    }

    [Fact]
    public async Task IsAVersionOfThePoolAndOfTheGetBehindIt()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var first = await Aws.PutAsync(Acquire);
        var again = await Aws.PutAsync(Acquire);

        var check = await Aws.CheckAsync(first.Ref);
        var get = await Aws.GetAsync(again.Ref, new { require_claimed = true }, "env");

        Assert.Equal(Versions(first.Ref, again.Ref), check.Stdout);
        Assert.Equal(again.Stdout, get.Stdout);
        Assert.Contains(again.Ref, Aws.Read("env", "claim.json"), StringComparison.Ordinal);
    }
}
