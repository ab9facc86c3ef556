namespace PoolResource.Tests.Puts;

public sealed class HoldingALock : IDisposable
{
    private readonly Put put = new();

    public HoldingALock() => put.Branch.Then("aws/unclaimed/env-1=old blue/unclaimed/other");

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("release", "aws/unclaimed/env-1")]
    [InlineData("remove", null)]
    [InlineData("recycle", "aws-lifecycle/unclaimed/env-1")]
    [InlineData("update", "aws/claimed/env-1")]
    public async Task OutlivesAnEditInPlace(string operation, string? standing)
    {
        await ClaimAsync();
        put.Branch.Then("aws/claimed/env-1=edited blue/unclaimed/other", "edit by hand");

        await put.RunAsync($$"""{"{{operation}}": "env"}""");

        Assert.Equal(standing is not null, standing is not null && put.Branch.Files.Contains(standing, StringComparison.Ordinal));
        Assert.Equal(operation == "update", put.Branch.Files.Contains("aws/claimed/env-1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OutlivesAnEditInPlaceInTheGetToo()
    {
        var claim = await put.RunAsync("""{"claim": "env-1"}""");
        put.Branch.Then("aws/claimed/env-1=edited blue/unclaimed/other", "edit by hand");

        await put.GetAsync(claim.Version);

        Assert.Equal("old", put.Read("env", "metadata"));
        Assert.NotNull(put.Read("env", "claim.json"));
    }

    [Theory]
    [InlineData("release", "blue/unclaimed/env-1")]
    [InlineData("recycle", "blue-lifecycle/unclaimed/env-1")]
    [InlineData("remove", null)]
    public async Task FollowsTheLockToAnotherPool(string operation, string? standing)
    {
        await ClaimAsync();
        await put.RunAsync("""{"move": {"lock": "env", "to": "blue", "state": "claimed"}}""");

        var response = await put.RunAsync($$"""{"{{operation}}": "env"}""");

        Assert.DoesNotContain("claimed/env-1", put.Branch.Files.Replace("unclaimed", "free", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.True(standing is null || put.Branch.Files.Contains(standing, StringComparison.Ordinal));
        Assert.Equal(new Version(put.Branch.Tip.Value, "env-1") { Pool = "blue" }, response.Version);
        Assert.Equal("blue", response.Metadata[1].Value);
    }

    [Fact]
    public async Task DoesNotFreeWhatAnotherBuildHoldsInTheOtherPool()
    {
        await ClaimAsync();
        await put.RunAsync("""{"move": {"lock": "env", "to": "blue", "state": "claimed"}}""");
        put.Branch.Then("blue/unclaimed/env-1=old blue/unclaimed/other", "by hand");
        put.Branch.Then("blue/claimed/env-1=old blue/unclaimed/other", "main/other/job build 7 claiming: env-1\n\nPool: blue\nClaim-Id: B\n");

        Sentence.Matches(
            "lock env-1 of pool blue is no longer held by this claim: it was taken by main/other/job build 7 …", await put.RefusalAsync("""{"release": "env"}"""));
        Sentence.Matches(
            "lock env-1 of pool blue is no longer held by this claim: …", await InBlueAsync("""{"release": "env"}""") ?? "");
    }

    [Fact]
    public async Task IsFreedInTheOtherPoolByAResourceOfThatOne()
    {
        await ClaimAsync();
        await put.RunAsync("""{"move": {"lock": "env", "to": "blue", "state": "claimed"}}""");

        Assert.Null(await InBlueAsync("""{"release": "env"}"""));

        Assert.Contains("blue/unclaimed/env-1", put.Branch.Files, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UnderAClaimWithoutAnIdOutlivesItsOwnUpdates()
    {
        var claim = put.Branch.Then("aws/claimed/env-1=old blue/unclaimed/other", "claiming: env-1");
        await put.GetAsync(new Version(claim.Value));
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "env", "metadata"), "new", TestContext.Current.CancellationToken);

        await put.RunAsync("""{"update": "env"}""");
        await put.RunAsync("""{"move": {"lock": "env", "to": "blue", "state": "claimed"}}""");
        await put.RunAsync("""{"release": "env"}""");

        Assert.Equal("new", put.Branch.Git("show", "main:blue/unclaimed/env-1"));
    }

    [Fact]
    public async Task AnswersWithItsClaimWhenNothingIsToBeDone()
    {
        var claim = await ClaimAsync();

        var response = await put.RunAsync("""{"update": "env"}""");
        await put.RunAsync("""{"release": "env"}""");
        await put.RunAsync("""{"claim": "env-1"}""");
        await put.GetAsync(response.Version, "again");

        Assert.Equal(new Version(claim.Ref, "env-1") { Claim = claim.Ref }, response.Version);
        Assert.Equal(put.Read("env", "claim.json"), put.Read("again", "claim.json"));
    }

    [Theory]
    [InlineData("""{"check_unclaimed": "env-1"}""")]
    [InlineData("""{"release": "free"}""")]
    public async Task IsNotHandedToTheGetOfAPutThatHadNothingToDo(string parameters)
    {
        put.Branch.Then("aws/claimed/env-1=old aws/unclaimed/env-2 blue/unclaimed/other", "main/other/job build 7 claiming: env-1\n\nPool: aws\nClaim-Id: B\n");
        Directory.CreateDirectory(Path.Combine(put.Branch.Repository, "free"));
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "free", "name"), "env-2", TestContext.Current.CancellationToken);

        var response = await put.RunAsync(parameters);
        put.Branch.Then("aws/unclaimed/env-1=newer blue/unclaimed/other");
        await put.GetAsync(response.Version);

        Assert.Equal($"{response.Metadata[0].Value}\n", put.Read("env", "name"));
        Assert.Equal(response.Metadata[0].Value == "env-1" ? "old" : "aws/unclaimed/env-2", put.Read("env", "metadata"));
        Assert.Null(put.Read("env", "claim.json"));
    }

    [Fact]
    public async Task TwiceRemovedIsRemoved()
    {
        await ClaimAsync();
        await put.RunAsync("""{"remove": "env"}""");

        await put.RunAsync("""{"remove": "env"}""");

        Assert.Contains(put.Lines, line => line.StartsWith("warning: lock env-1 of pool aws was already removed by main/deploy/test build 42", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OnceOverUpdatesTheLockWhenItIsFree()
    {
        await ClaimAsync();
        await put.RunAsync("""{"release": "env"}""");
        await File.WriteAllTextAsync(Path.Combine(put.Branch.Repository, "env", "metadata"), "new", TestContext.Current.CancellationToken);

        await put.RunAsync("""{"update": "env"}""");

        Assert.Equal("new", put.Branch.Git("show", "main:aws/unclaimed/env-1"));
    }

    private async Task<Version> ClaimAsync()
    {
        var claim = await put.RunAsync("""{"claim": "env-1"}""");
        await put.GetAsync(claim.Version);
        return claim.Version;
    }

    private async Task<string?> InBlueAsync(string parameters)
    {
        try
        {
            await put.RunAsync(parameters, pool: "blue");
            return null;
        }
        catch (PoolException refusal)
        {
            return refusal.Message;
        }
    }
}
