using PoolResource.Testing;

namespace PoolResource.SchedulerTests.Examples;

public sealed class PlayingTheSimpleJanitor() : ExampleTest("janitor-simple.yml", ("pool", "aws"))
{
    [Fact]
    public async Task FreesWhatIsHeldForTooLong()
    {
        Repository.CommitPool("aws", unclaimed: ["env-2"], claimed: ["env-1"]);
        Repository.Commit("claiming: env-2", Change.Delete("aws/unclaimed/env-2"), Change.Put("aws/claimed/env-2", "content"));

        Assert.True(await Pipeline.RunAsync("reap"));

        Assert.Equal(["aws/unclaimed/env-1", "aws/unclaimed/env-2"], Standing);
    }
}
