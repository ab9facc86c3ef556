namespace PoolResource.SchedulerTests.Examples;

public sealed class PlayingSlots() : ExampleTest("limit-to-three.yml", ("pool", "slots"))
{
    [Fact]
    public async Task CreatesTheMissingOnesWhileOthersAreHeld()
    {
        Repository.CommitPool("slots", claimed: ["slot-1"], unclaimed: ["slot-2"]);

        Assert.True(await Pipeline.RunAsync("create-slots"));

        Assert.Equal(["slots/claimed/slot-1", "slots/unclaimed/slot-2", "slots/unclaimed/slot-3"], Standing);
    }
}
