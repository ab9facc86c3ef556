namespace PoolResource.SchedulerTests.Examples;

public sealed class PlayingTheLifecycle() : ExampleTest("lifecycle.yml", ("pool", "aws"))
{
    [Fact]
    public async Task UsesCleansAndRestoresALockAgainAndAgain()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        for (var round = 0; round < 2; round++)
        {
            Assert.True(await Pipeline.RunAsync("use"));
            Assert.Equal(["aws-lifecycle/unclaimed/env-1"], Standing);

            Assert.True(await Pipeline.RunAsync("clean"));
            Assert.Equal(["aws/unclaimed/env-1"], Standing);
        }

        Assert.Equal(1 + (2 * 4), Repository.Log.Count);
        Assert.Equal("content of env-1\n"u8, Repository.Read("aws/unclaimed/env-1"));
    }

    [Fact]
    public async Task KeepsAFailureForInspection()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);

        Assert.False(await Pipeline.RunAsync("use", failing: "use-environment"));
        Assert.Equal(["aws-inspection/unclaimed/env-1"], Standing);
        Assert.Null(await Pipeline.CheckAsync("used-environment"));

        Assert.True(await Pipeline.RunAsync("recycle-inspected"));
        Assert.Equal(["aws-lifecycle/unclaimed/env-1"], Standing);

        Assert.True(await Pipeline.RunAsync("clean"));
        Assert.Equal(["aws/unclaimed/env-1"], Standing);
        Assert.False(await Pipeline.RunAsync("recycle-inspected"));
    }

    [Fact]
    public async Task KeepsWhatCannotBeCleanedHeld()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        await Pipeline.RunAsync("use");

        Assert.False(await Pipeline.RunAsync("clean", failing: "clean-environment"));

        Assert.Equal(["aws-lifecycle/claimed/env-1"], Standing);
    }

    [Fact]
    public async Task LetsASecondCleanerEndAtItsClaim()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        await Pipeline.RunAsync("use");
        await Pipeline.RunAsync("clean", failing: "clean-environment");

        Assert.False(await Pipeline.RunAsync("clean"));

        Assert.Equal(["aws-lifecycle/claimed/env-1"], Standing);
    }
}
