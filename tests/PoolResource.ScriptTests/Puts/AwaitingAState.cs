namespace PoolResource.ScriptTests.Puts;

public sealed class AwaitingAState : ScriptTest
{
    [Fact]
    public async Task OfALockThatIsFreeAnswersWithTheTip()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var tip = Repository.CommitPool("gcp");
        Aws.Artifact("aws", "env-1");

        var check = await Aws.PutAsync(new { check = "aws" });

        Assert.Equal(Unchanged(tip, "env-1"), check.Stdout);
        Assert.Equal(tip, Repository.Tip);
    }

    [Fact]
    public async Task FreeWaitsForTheReleaseAndCommitsNothing()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("aws", "env-1");
        using var waiting = Aws.StartPut(new { check = "aws" });
        await waiting.SaysAsync("waiting for lock env-1 of pool aws to be unclaimed");

        var release = await Aws.PutAsync(new { release = "aws" });

        Assert.Equal(Unchanged(release.Ref, "env-1"), (await waiting.EndAsync()).Stdout);
        Assert.Equal(release.Ref, Repository.Tip);
    }

    [Theory]
    [InlineData("env-1")]
    [InlineData("aws")]
    public async Task ClaimedTakesALocksNameOrADirectory(string nameOrDirectory)
    {
        var tip = Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("aws", "env-1");

        var check = await Aws.PutAsync(new { check_unclaimed = nameOrDirectory });

        Assert.Equal(Unchanged(tip, "env-1"), check.Stdout);
    }

    [Fact]
    public async Task ClaimedWaitsForTheClaimAndCommitsNothing()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        using var waiting = Aws.StartPut(new { check_unclaimed = "env-1" });
        await waiting.SaysAsync("waiting for lock env-1 of pool aws to be claimed");

        var acquire = await Aws.PutAsync(new { acquire = true });

        Assert.Equal(Unchanged(acquire.Ref, "env-1"), (await waiting.EndAsync()).Stdout);
        Assert.Equal(acquire.Ref, Repository.Tip);
    }

    [Fact]
    public async Task OfALockThatIsNowhereFails()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Artifact("aws", "env-2");

        var free = await Aws.PutAsync(new { check = "aws" });
        var claimed = await Aws.PutAsync(new { check_unclaimed = "env-2" });

        Assert.Contains("no lock env-2 in pool aws", free.Refusal, StringComparison.Ordinal);
        Assert.Contains("no lock env-2 in pool aws", claimed.Refusal, StringComparison.Ordinal);
    }
}
