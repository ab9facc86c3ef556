namespace PoolResource.Tests.Puts;

public sealed class RunningAPutTwice : IDisposable
{
    private const string Acquire = """{"acquire": true, "as": "mine"}""";

    private readonly Put put = new();

    public RunningAPutTwice() => put.Branch.Then("aws/unclaimed/env-1 aws/unclaimed/env-2");

    public void Dispose() => put.Dispose();

    [Theory]
    [InlineData("pool has both directories")]
    [InlineData("by hand")]
    public async Task MakesTheFirstClaimItsOwnByACommitThatChangesNoFile(string edit)
    {
        var first = await put.RunAsync("""{"claim": "env-1", "as": "mine"}""");
        if (edit == "by hand")
        {
            put.Branch.Then("aws/claimed/env-1=edited");
        }

        var before = put.Branch.Tip;
        var second = await put.RunAsync(Acquire);

        Assert.Equal(put.Branch.Tip.Value, second.Version.Ref);
        Assert.Equal(first.Metadata, second.Metadata);
        Assert.Equal(put.Branch.Git("rev-parse", $"{before}^{{tree}}"), put.Branch.Git("rev-parse", "main^{tree}"));
        Assert.Equal(put.Branch.Git("rev-parse", $"{before}"), put.Branch.Git("rev-parse", "main^"));
        Assert.Matches(
            $"^main/deploy/test build 42 continuing: env-1\n\nBuild URL: https://ci/builds/1234\n\nPool: aws\nLock: env-1\nClaim-Id: [0-9a-f-]+\nContinues: {IdOf(first.Version.Ref!)}\nBuild-Id: 1234\nClaimed-As: mine\n",
            put.Branch.Git("log", "-1", "--format=%B"));
        Assert.NotEqual(IdOf(first.Version.Ref!), IdOf("main"));
    }

    [Fact]
    public async Task HandsOutTheNewClaim()
    {
        await put.RunAsync(Acquire);
        var second = await put.RunAsync(Acquire);

        var got = await put.GetAsync(second.Version);

        Assert.Equal(second.Version, got.Version);
        Assert.Equal(second.Metadata, got.Metadata);
        Assert.Contains($"\"claim_id\": \"{IdOf("main")}\"", put.Read("env", "claim.json"), StringComparison.Ordinal);
        Assert.Contains($"\"ref\": \"{second.Version.Ref}\"", put.Read("env", "claim.json"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    [InlineData("third")]
    public async Task LeavesTheDirectoriesOfAllRunsAble(string directory)
    {
        await put.GetAsync((await put.RunAsync(Acquire)).Version, "first");
        await put.GetAsync((await put.RunAsync(Acquire)).Version, "second");
        await put.GetAsync((await put.RunAsync(Acquire)).Version, "third");

        await put.RunAsync($$"""{"release": "{{directory}}"}""");

        Assert.DoesNotContain("aws/claimed/env", put.Branch.Files, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StillGetsTheVersionOfTheFirstRun()
    {
        var first = await put.RunAsync(Acquire);
        await put.RunAsync(Acquire);

        await put.GetAsync(first.Version);

        Assert.NotNull(put.Read("env", "claim.json"));
    }

    private string IdOf(string commit) =>
        put.Branch.Git("log", "-1", "--format=%(trailers:key=Claim-Id,valueonly)", commit).Trim();
}
