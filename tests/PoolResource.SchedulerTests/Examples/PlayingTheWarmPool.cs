using System.Text;

namespace PoolResource.SchedulerTests.Examples;

public sealed class PlayingTheWarmPool() : ExampleTest("warm-pool.yml", ("pool", "warm"), ("slot", "slot-1"))
{
    [Fact]
    public async Task PreparesASlotAndPreparesItAnewAfterItsUse()
    {
        Assert.True(await Pipeline.RunAsync("add-slot"));
        Assert.Equal(["warm-lifecycle/unclaimed/slot-1"], Standing);
        for (var round = 0; round < 2; round++)
        {
            Assert.True(await Pipeline.RunAsync("prepare"));
            Assert.Equal(["warm/unclaimed/slot-1"], Standing);
            Assert.StartsWith(
                "address: https://slot-1-", Encoding.UTF8.GetString(Repository.Read("warm/unclaimed/slot-1")), StringComparison.Ordinal);

            Assert.True(await Pipeline.RunAsync("use"));
            Assert.Equal(["warm-lifecycle/unclaimed/slot-1"], Standing);
        }
    }

    [Fact]
    public async Task KeepsASlotHeldThatCannotBePrepared()
    {
        await Pipeline.RunAsync("add-slot");

        Assert.False(await Pipeline.RunAsync("prepare", failing: "prepare-environment"));

        Assert.Equal(["warm-lifecycle/claimed/slot-1"], Standing);
    }
}
