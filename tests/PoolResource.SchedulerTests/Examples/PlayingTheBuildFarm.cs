using System.Text;

namespace PoolResource.SchedulerTests.Examples;

public sealed class PlayingTheBuildFarm() : ExampleTest("build-farm.yml", ("pool", "slots"))
{
    [Fact]
    public async Task AddsASlotThatSaysWhereToConnect()
    {
        Assert.True(await Pipeline.RunAsync("add-slot"));

        Assert.Equal(["slots/unclaimed/slot-1"], Standing);
        Assert.Equal("builder@farm-1.example.com", Encoding.UTF8.GetString(Repository.Read("slots/unclaimed/slot-1")).Trim());
    }

    [Fact]
    public async Task PutsASlotBackThatHasBeenRepaired()
    {
        Repository.CommitPool("slots-lifecycle", unclaimed: ["slot-1"]);

        Assert.True(await Pipeline.RunAsync("repair-slot"));

        Assert.Equal(["slots/unclaimed/slot-1"], Standing);
    }

    [Fact]
    public async Task KeepsASlotHeldThatCannotBeRepaired()
    {
        Repository.CommitPool("slots-lifecycle", unclaimed: ["slot-1"]);

        Assert.False(await Pipeline.RunAsync("repair-slot", failing: "repair-slot"));

        Assert.Equal(["slots-lifecycle/claimed/slot-1"], Standing);
    }
}

public sealed class PlayingAProjectOfTheFarm() : ExampleTest("build-farm-project.yml", ("pool", "slots"))
{
    [Theory]
    [InlineData(null, "slots/unclaimed/slot-1")]
    [InlineData("build", "slots/unclaimed/slot-1")]
    [InlineData("reach-slot", "slots-lifecycle/unclaimed/slot-1")]
    public async Task SendsOnlyASlotThatFailedToTheLifecycle(string? failing, string standing)
    {
        Repository.CommitPool("slots", unclaimed: ["slot-1"]);

        Assert.Equal(failing is null, await Pipeline.RunAsync("build", failing));

        Assert.Equal([standing], Standing);
    }
}
