namespace PoolResource.SchedulerTests.Examples;

public sealed class PlayingRedAndBlue() : ExampleTest("red-blue.yml", ("pool", "aws"))
{
    [Fact]
    public async Task SendsALockToAndFro()
    {
        Assert.True(await Pipeline.RunAsync("begin"));
        Assert.Equal(["aws-blue/unclaimed/shuttle-1"], Standing);
        for (var round = 0; round < 2; round++)
        {
            Assert.True(await Pipeline.RunAsync("blue-to-red"));
            Assert.Equal(["aws-red/unclaimed/shuttle-1"], Standing);

            Assert.True(await Pipeline.RunAsync("red-to-blue"));
            Assert.Equal(["aws-blue/unclaimed/shuttle-1"], Standing);
        }
    }

    [Theory]
    [InlineData("blue-to-red", "paint-red")]
    [InlineData("red-to-blue", "paint-blue")]
    public async Task StartsNothingAgainByItselfWhereATaskFails(string job, string task)
    {
        await Pipeline.RunAsync("begin");
        if (job == "red-to-blue")
        {
            await Pipeline.RunAsync("blue-to-red");
        }

        var first = await Pipeline.CheckAsync("arrived-in-blue");

        Assert.False(await Pipeline.RunAsync(job, failing: task));

        Assert.Equal(["aws-stopped/unclaimed/shuttle-1"], Standing);
        Assert.Equal(first, await Pipeline.CheckAsync("arrived-in-blue"));
        Assert.True(await Pipeline.RunAsync("go-on"));
        Assert.Equal(["aws-blue/unclaimed/shuttle-1"], Standing);
    }
}

public sealed class PlayingWorkerSlots() : ExampleTest(
    "worker-slots.yml", ("pool", "press"), ("worker", "worker-1"), ("work", "brochure"), ("instructions", "{copies: 100}"))
{
    [Fact]
    public async Task TakesAPieceAndAWorkerAndGivesTheWorkerBack()
    {
        Assert.True(await Pipeline.RunAsync("add-worker"));
        Assert.True(await Pipeline.RunAsync("add-work"));
        Assert.Equal(["press-queue/unclaimed/brochure", "press-workers/unclaimed/worker-1"], Standing);
        Assert.Equal("{\n  \"copies\": 100\n}\n"u8, Repository.Read("press-queue/unclaimed/brochure"));

        Assert.True(await Pipeline.RunAsync("work"));

        Assert.Equal(["press-workers/unclaimed/worker-1"], Standing);
    }

    [Fact]
    public async Task KeepsAPieceThatFailsHeld()
    {
        await Pipeline.RunAsync("add-worker");
        await Pipeline.RunAsync("add-work");

        Assert.False(await Pipeline.RunAsync("work", failing: "work"));

        Assert.Equal(["press-queue/claimed/brochure", "press-workers/unclaimed/worker-1"], Standing);
    }
}
