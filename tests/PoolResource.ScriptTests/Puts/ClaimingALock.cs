namespace PoolResource.ScriptTests.Puts;

public sealed class ClaimingALock : ScriptTest
{
    [Fact]
    public async Task MovesTheNamedLockAndNoOther()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2", "env-3"]);

        var put = await Aws.PutAsync(new { claim = "env-2" });

        Assert.Equal(Response(Repository.Tip, "env-2"), put.Stdout);
        Assert.Equal(
            ["aws/claimed/.gitkeep", "aws/claimed/env-2", "aws/unclaimed/.gitkeep", "aws/unclaimed/env-1", "aws/unclaimed/env-3"],
            Repository.Files);
        Assert.Equal("main/deploy/test build 42 claiming: env-2", Repository.Last.Subject);
        Assert.Contains("\nClaim-Id: ", Repository.Last.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WaitsUntilTheLockIsReleased()
    {
        Repository.CommitPool("aws", unclaimed: ["env-2"], claimed: ["env-1"]);
        Aws.Artifact("held", "env-1");
        using var waiting = Aws.StartPut(new { claim = "env-1" });
        await waiting.SaysAsync("waiting for lock env-1 of pool aws");

        var release = await Aws.PutAsync(new { release = "held" });
        var claim = await waiting.EndAsync();

        Assert.Equal(Response(Repository.Tip, "env-1"), claim.Stdout);
        Assert.Equal(release.Ref, Repository.Log[1].Id);
    }

    [Fact]
    public async Task LeavesOtherPoolsAlone()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.CommitPool("gcp", unclaimed: ["env-1"]);

        await Aws.PutAsync(new { claim = "env-1" });

        Assert.Contains("gcp/unclaimed/env-1", Repository.Files);
        Assert.Equal(["aws/claimed/env-1"], ChangedFiles());
    }

    [Fact]
    public async Task OfALockThatIsNowhereListsWhatIs()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"], claimed: ["env-2"]);

        var put = await Aws.PutAsync(new { claim = "env-3" });

        Assert.Contains("no lock env-3 in pool aws", put.Refusal, StringComparison.Ordinal);
        Assert.Contains("env-2, env-1", put.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }

    [Fact]
    public async Task OfALockThatIsBeingCleanedWaitsForIt()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.CommitPool("aws-lifecycle", claimed: ["env-2"]);
        using var waiting = Aws.StartPut(new { claim = "env-2" });
        await waiting.SaysAsync("being recycled in pool aws-lifecycle");

        Repository.Commit("cleaned", Testing.Change.Move("aws-lifecycle/claimed/env-2", "aws/unclaimed/env-2"));

        Assert.Equal("env-2", (await waiting.EndAsync()).LockName);
    }

    private string[] ChangedFiles() =>
        Repository.Git("diff-tree", "-r", "--name-only", "--no-commit-id", "--diff-filter=A", Repository.Tip).Trim().Split('\n');
}
