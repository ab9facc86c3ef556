namespace PoolResource.Tests.Puts;

public sealed class GivingBackWhatABuildHolds : IDisposable
{
    private readonly Put put = new();

    public GivingBackWhatABuildHolds() => put.Branch.Then("aws/claimed/other aws/unclaimed/env-1");

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("""{"release": {"as": "mine"}}""", "aws/unclaimed/env-1")]
    [InlineData("""{"recycle": {"as": "mine"}}""", "aws-lifecycle/unclaimed/env-1")]
    [InlineData("""{"move": {"lock": {"as": "mine"}, "to": "blue"}}""", "blue/unclaimed/env-1")]
    [InlineData("""{"move": {"lock": {"as": "mine"}, "to": "blue", "state": "claimed"}}""", "blue/claimed/env-1")]
    public async Task NeedsNoDirectory(string parameters, string standing)
    {
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");

        var response = await put.RunAsync(parameters);

        Assert.Contains(standing, put.Branch.Files, StringComparison.Ordinal);
        Assert.DoesNotContain("aws/claimed/env-1", put.Branch.Files, StringComparison.Ordinal);
        Assert.Equal(new Version(put.Branch.Tip.Value), response.Version);
    }

    [Fact]
    public async Task TellsOfALockOfWhichTheBranchDoesNotTellByWhomItIsHeld()
    {
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");
        put.Branch.On([], put.Branch.Files, "squashed");

        await put.RunAsync("""{"release": {"as": "mine"}}""");

        Assert.Contains(
            "warning: lock env-1 of pool aws is held, but no commit says by whom (was the branch's history rewritten?); if this build took it, release it by name", put.Lines);
    }

    // The claim that somebody set out to end is over; the one that stands is younger.
    [Theory]
    [InlineData("""{"release": "."}""")]
    [InlineData("""{"recycle": "."}""")]
    [InlineData("""{"remove": "."}""")]
    [InlineData("""{"move": {"lock": ".", "to": "gcp"}}""")]
    [InlineData("""{"release": "."}""", "other ")]
    [InlineData("""{"recycle": "."}""", " other\n\n")]
    public async Task ByNameSparesWhoeverTookTheLockSinceTheStepBegan(string parameters, string written = "other")
    {
        Write("name", written);
        put.Branch.Hook("update", "test -e sound");
        put.Time.Paused = _ =>
        {
            if (!File.Exists(Path.Combine(put.Branch.Repository, "sound")))
            {
                put.Branch.Then("aws/unclaimed/other aws/unclaimed/env-1");
                put.Branch.Then("aws/claimed/other aws/unclaimed/env-1", "main/other/job build 7 claiming: other");
                Write("sound", "");
            }
        };

        Assert.Equal(
            "lock other of pool aws changed hands since this step began: main/other/job build 7 has it now; nothing was changed (run it again to take it from there)",
            await put.RefusalAsync(parameters));

        Assert.Contains("aws/claimed/other", put.Branch.Files, StringComparison.Ordinal);
    }

    // What was done to the lock before that line began was done before the step began, too, whose first look saw no past.
    [Fact]
    public async Task ByNameIsNotKeptFromItByTheMergeOfALineThatBeganBeforeTheStep()
    {
        put.Branch.Uri = $"file://{put.Branch.Uri}";
        put.Branch.Then("aws/unclaimed/other=x aws/unclaimed/env-1");
        put.Branch.Then("aws/claimed/other=x aws/unclaimed/env-1", "main/other/job build 7 claiming: other");
        var fork = put.Branch.Then("aws/unclaimed/other=x aws/unclaimed/env-1");
        var began = put.Branch.Then("aws/claimed/other=x aws/unclaimed/env-1");
        Write("name", "other");
        put.Branch.Hook("update", "test -e sound");
        put.Time.Paused = _ =>
        {
            if (!File.Exists(Path.Combine(put.Branch.Repository, "sound")))
            {
                var side = put.Branch.On([fork], "aws/unclaimed/other=x aws/unclaimed/env-1 README");
                put.Branch.On([began, side], "aws/claimed/other=x aws/unclaimed/env-1 README", "Merge branch 'readme'");
                Write("sound", "");
            }
        };

        await put.RunAsync("""{"release": "."}""");

        Assert.Contains("aws/unclaimed/other", put.Branch.Files, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("release")]
    [InlineData("recycle")]
    public async Task FollowsTheLockToAnotherPool(string operation)
    {
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");
        await put.RunAsync("""{"move": {"lock": {"as": "mine"}, "to": "red", "state": "claimed"}}""");
        await put.RunAsync("""{"move": {"lock": {"as": "mine"}, "to": "blue", "state": "claimed"}}""");

        var response = await put.RunAsync($$$"""{"{{{operation}}}": {"as": "mine"}}""");

        Assert.Contains(operation == "release" ? "blue/unclaimed/env-1" : "blue-lifecycle/unclaimed/env-1", put.Branch.Files, StringComparison.Ordinal);
        Assert.Equal(new Version(put.Branch.Tip.Value, "env-1") { Pool = "blue" }, response.Version);
        Assert.Equal(["env-1", "blue"], response.Metadata.Select(field => field.Value));
    }

    [Theory]
    [InlineData("""{"release": {"as": "mine"}}""")]
    [InlineData("""{"recycle": {"as": "mine"}}""")]
    [InlineData("""{"move": {"lock": {"as": "mine"}, "to": "blue"}}""")]
    public async Task IsDoneWhereNothingIsHeld(string parameters)
    {
        var tip = put.Branch.Tip;

        var response = await put.RunAsync(parameters);
        var got = await put.GetAsync(response.Version);

        Assert.Equal(tip, put.Branch.Tip);
        Assert.Equal(new Version(tip.Value) { Nothing = "true" }, response.Version);
        Assert.Equal(response.Version, got.Version);
        Assert.Null(put.Read("env", "name"));
        Assert.Contains("nothing to do: this build holds no lock as \"mine\"", put.Lines);
    }

    [Fact]
    public async Task IsDoneTheSecondTime()
    {
        await put.RunAsync("""{"acquire": true, "as": "mine"}""");
        await put.RunAsync("""{"release": {"as": "mine"}}""");

        Assert.Equal("true", (await put.RunAsync("""{"release": {"as": "mine"}}""")).Version.Nothing);
    }

    [Theory]
    [InlineData("""{"release": "environment"}""", "params.release: there is no directory \"environment\" among the step's inputs, so there is nothing to release; if the lock may never have been acquired, write release: {as: NAME} …")]
    [InlineData("""{"recycle": "environment"}""", "params.recycle: there is no directory \"environment\" …write recycle: {as: NAME} …")]
    [InlineData("""{"move": {"lock": "environment", "to": "blue"}}""", "params.move.lock: there is no directory \"environment\" …write lock: {as: NAME} …")]
    [InlineData("""{"release": {"name": "env-1"}}""", "params.release must be a directory of the step's inputs, or {as: NAME} …")]
    [InlineData("""{"release": {"as": 5}}""", "params.release must be a directory of the step's inputs, or {as: NAME} …")]
    [InlineData("""{"release": {"as": "a", "name": "env-1"}}""", "params.release must be a directory of the step's inputs, or {as: NAME} …")]
    [InlineData("""{"release": {"as": " "}}""", "params.release.as is empty; …")]
    public async Task IsRefusedInTheUsersSpelling(string parameters, string sentence) =>
        Sentence.Matches(sentence, await put.RefusalAsync(parameters));

    private void Write(string file, string text) => File.WriteAllText(Path.Combine(put.Branch.Repository, file), text);
}
