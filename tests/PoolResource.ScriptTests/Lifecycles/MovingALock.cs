using PoolResource.Testing;

namespace PoolResource.ScriptTests.Lifecycles;

public sealed class MovingALock : LifecycleTest
{
    [Theory]
    [InlineData("unclaimed", "unclaimed")]
    [InlineData("unclaimed", "claimed")]
    [InlineData("claimed", "unclaimed")]
    [InlineData("claimed", "claimed")]
    public async Task TakesItToAnotherPoolInOneCommit(string from, string to)
    {
        Repository.Commit("set up", Change.Put($"blue/{from}/env-1", "content"));

        var move = await Pool("blue").PutAsync(new { move = new { @lock = new { name = "env-1" }, to = "red", state = to } });

        Assert.Equal(Response(Repository.Tip, "env-1", "blue"), move.Stdout);
        Assert.Equal([$"red/{to}/env-1"], Standing);
        Assert.Equal("content"u8, Repository.Read($"red/{to}/env-1"));
        Assert.Equal(2, Repository.Log.Count);
        Assert.Equal(
            ["blue/claimed/.gitkeep", "blue/unclaimed/.gitkeep", "red/claimed/.gitkeep", "red/unclaimed/.gitkeep"],
            Repository.Files.Except(Standing).Append($"red/{to}/.gitkeep").Distinct().Order(StringComparer.Ordinal));
        Assert.Equal($"main/deploy/test build 42 moving: env-1 to red/{to}", Repository.Last.Subject);
    }

    [Fact]
    public async Task FreesItWhenNothingElseIsSaid()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("env-1", "env-1");

        await Aws.PutAsync(new { move = new { @lock = "env-1", to = "red" } });

        Assert.Equal(["red/unclaimed/env-1"], Standing);
    }

    [Fact]
    public async Task KeepsTheClaimOfALockThatStaysClaimed()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        await ClaimAsync(Aws, "env-1");
        var claim = Assert.Single(Repository.Last.Body.Split('\n'), line => line.StartsWith("Claim-Id: ", StringComparison.Ordinal));

        await Aws.PutAsync(new { move = new { @lock = "env-1", to = "red", state = "claimed" } });

        Assert.Contains(claim, Repository.Last.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ASecondTimeSucceedsWithAWarning()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        await ClaimAsync(Aws, "env-1");
        var move = new { move = new { @lock = "env-1", to = "red" } };

        var first = await Aws.PutAsync(move);
        var second = await Aws.PutAsync(move);

        Assert.Equal(Unchanged(first.Ref, "env-1"), second.Stdout);
        Assert.Equal(["warning: lock env-1 is already in pool red (unclaimed); nothing to do"], second.Lines);
    }

    [Fact]
    public async Task ThatSomebodyElseHoldsByNowIsRefused()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        await ClaimAsync(Aws, "env-1");
        await LoseAsync(Aws, "aws", "env-1");

        var move = await Aws.PutAsync(new { move = new { @lock = "env-1", to = "red" } });

        Assert.Contains("no longer held by this claim", move.Refusal, StringComparison.Ordinal);
        Assert.Equal(["aws/claimed/env-1"], Standing);
    }

    [Theory]
    [InlineData("claimed")]
    [InlineData("unclaimed")]
    public async Task OfANameTheOtherPoolHasIsRefused(string state)
    {
        var tip = Repository.Commit("set up", Change.Put("aws/claimed/env-1"), Change.Put($"red/{state}/env-1", "another"));

        var move = await Aws.PutAsync(new { move = new { @lock = new { name = "env-1" }, to = "red" } });

        Assert.StartsWith($"error: pool red has a lock env-1 already ({state})", move.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }

    [Theory]
    [InlineData("""{"lock": {"name": "env-1"}, "to": "aws"}""", "error: params.move.to: aws is the pool the lock is in")]
    [InlineData("""{"lock": {"name": "env-1"}}""", "error: params.move.to: ")]
    [InlineData("""{"to": "red"}""", "error: params.move.lock")]
    [InlineData("""{"lock": {"name": "env-1"}, "to": "../red"}""", "error: params.move.to: ")]
    [InlineData("""{"lock": {"name": "env-1"}, "to": "red", "state": "free"}""", "error: params.move.state: ")]
    [InlineData("""{"lock": {"name": "env-1"}, "to": "red", "form": "aws"}""", "error: params.move: \"form\" is not part of it")]
    [InlineData("""{"lock": {"name": "env-9"}, "to": "red"}""", "error: there is no lock env-9 in pool aws (it has env-1)")]
    public async Task ThatCannotBeDoneIsRefused(string parameters, string reason)
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);

        var move = await Aws.PutAsync(new { move = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(parameters) });

        Assert.StartsWith(reason, move.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }
}
