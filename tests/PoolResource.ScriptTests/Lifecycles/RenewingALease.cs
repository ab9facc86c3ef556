using System.Text.Json;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Lifecycles;

public sealed class RenewingALease : LifecycleTest
{
    [Fact]
    public async Task KeepsTheClaimAndMakesNoVersionForOthers()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var claim = await Aws.PutAsync(new { acquire = true, lease = "1h" });
        await Aws.GetAsync(claim.Ref, artifact: "env");
        var before = JsonSerializer.Deserialize<JsonElement>(Aws.Read("env", "claim.json"));

        var renewal = await Aws.PutAsync(new { renew = "env", lease = "3h" });
        var version = renewal.Json.GetProperty("version");
        var get = await Scripts.RunAsync("in", $$"""{"source": {{Aws.Source.ToJsonString()}}, "version": {{version.GetRawText()}}}""", Path.Combine(Aws.Inputs, "env"));
        var after = JsonSerializer.Deserialize<JsonElement>(Aws.Read("env", "claim.json"));

        Assert.Equal(renewal.Stdout, get.Stdout);
        Assert.Equal((before.GetProperty("ref").GetString(), before.GetProperty("claim_id").GetString()), (after.GetProperty("ref").GetString(), after.GetProperty("claim_id").GetString()));
        Assert.True(after.GetProperty("lease_until").GetDateTimeOffset() > before.GetProperty("lease_until").GetDateTimeOffset());
        Assert.Equal("lease_until", renewal.Json.GetProperty("metadata")[2].GetProperty("name").GetString());
        Assert.Equal([claim.Ref], (await Aws.CheckAsync()).Refs);
        Assert.Equal([claim.Ref], (await Aws.CheckAsync(claim.Ref)).Refs);

        Assert.Equal(0, (await Aws.PutAsync(new { release = "env" })).ExitCode);
        Assert.Equal(["aws/unclaimed/env-1"], Standing);
        Assert.Contains("is no longer held by this claim: it was already released by", (await Aws.PutAsync(new { renew = "env", lease = "3h" })).Refusal, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("unclaimed")]
    [InlineData("claimed")]
    public async Task TriggersNothing(string state)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        await ClaimAsync(Aws, "env-1");
        Aws.Source["trigger_on"] = state;
        var before = await Aws.CheckAsync();
        Aws.Source.Remove("trigger_on");
        await Aws.PutAsync(new { renew = "env-1", lease = "3h" });
        Aws.Source["trigger_on"] = state;

        Assert.Equal(before.Stdout, (await Aws.CheckAsync()).Stdout);
    }

    [Fact]
    public async Task LeavesTheHolderToWhoeverWaits()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        await ClaimAsync(Aws, "env-1");
        await Aws.PutAsync(new { renew = "env-1", lease = "3h" });

        var waiting = await Aws.PutAsync(new { claim = "env-1", timeout = "0s" });

        Assert.Matches("env-1 is held by .+ since .+, held .+, leased until \\d{4}-", waiting.Refusal);
    }
}
