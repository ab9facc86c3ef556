using System.Text.Json;
using PoolResource.Testing;

namespace PoolResource.ScriptTests.Triggers;

public sealed class GettingAnArrival : TriggerTest
{
    [Theory]
    [InlineData(null)]
    [InlineData("3")]
    public async Task GivesTheLockAndNoClaim(string? attempt)
    {
        Repository.CommitPool("aws");
        var arrival = Arrives("env-1") with { Attempt = attempt };

        var get = await RunAsync("in", arrival, Folder.Subfolder("inputs/arrived"));

        Assert.Equal(["metadata", "name"], Aws.FilesOf("arrived"));
        Assert.Equal("env-1\n", Aws.Read("arrived", "name"));
        Assert.Equal("content of env-1\n", Aws.Read("arrived", "metadata"));
        Assert.Equal(
            $$"""{"ref":"{{arrival.Ref}}","lock":"env-1"{{(attempt is null ? "" : $",\"attempt\":\"{attempt}\"")}}}""",
            get.Json.GetProperty("version").GetRawText());
        Assert.Equal(
            """[{"name":"lock_name","value":"env-1"},{"name":"pool_name","value":"aws"}]""",
            get.Json.GetProperty("metadata").GetRawText());
    }

    [Fact]
    public async Task GivesTheLockOfTheVersionAmongSeveral()
    {
        var commit = Repository.Commit("two", Change.Put("aws/unclaimed/env-1", "1"), Change.Put("aws/unclaimed/env-2", "2"));

        await RunAsync("in", new Version(commit, "env-2"), Folder.Subfolder("inputs/arrived"));

        Assert.Equal("env-2\n", Aws.Read("arrived", "name"));
        Assert.Equal("2", Aws.Read("arrived", "metadata"));
    }

    [Theory]
    [InlineData("unclaimed")]
    [InlineData("claimed")]
    public async Task GivesTheLockThoughSomebodyHasTakenItSince(string state)
    {
        Aws.Source["trigger_on"] = state;
        var commit = Repository.Commit("here", Change.Put($"aws/{state}/env-1", "then"));
        Repository.Commit("gone", Change.Delete($"aws/{state}/env-1"));

        var get = await RunAsync("in", new Version(commit, "env-1"), Folder.Subfolder("inputs/arrived"));

        Assert.Equal(0, get.ExitCode);
        Assert.Equal(["metadata", "name"], Aws.FilesOf("arrived"));
        Assert.Equal("then", Aws.Read("arrived", "metadata"));
    }

    [Fact]
    public async Task ThatIsNotInTheBranchFails()
    {
        Arrives("env-1");

        var get = await RunAsync("in", new Version(new string('a', 40), "env-1"), Folder.Subfolder("inputs/arrived"));

        Assert.Contains("is not in branch main", get.Refusal, StringComparison.Ordinal);
        Assert.Empty(Aws.FilesOf("arrived"));
    }

    [Fact]
    public async Task IsWhatAClaimIsMadeFrom()
    {
        Repository.CommitPool("aws");
        Arrives("env-1");
        var arrival = Assert.Single(await CheckAsync());
        await RunAsync("in", arrival, Folder.Subfolder("inputs/arrived"));

        var claim = await Pool("aws").PutAsync(new { claim_from = "arrived" });
        await Pool("aws").GetAsync(claim.Ref, artifact: "held");

        var held = JsonSerializer.Deserialize<JsonElement>(Aws.Read("held", "claim.json"));
        Assert.Equal("env-1", held.GetProperty("lock").GetString());
        Assert.Equal([arrival], await CheckAsync(arrival));
    }
}
