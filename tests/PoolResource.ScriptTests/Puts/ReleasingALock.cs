namespace PoolResource.ScriptTests.Puts;

public sealed class ReleasingALock : ScriptTest
{
    [Fact]
    public async Task OfAGetMovesItBack()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var acquire = await Aws.PutAsync(new { acquire = true });
        await Aws.GetAsync(acquire.Ref, artifact: "aws");

        var release = await Aws.PutAsync(new { release = "aws" });

        Assert.Equal(Response(Repository.Tip, "env-1"), release.Stdout);
        Assert.Equal(["aws/claimed/.gitkeep", "aws/unclaimed/.gitkeep", "aws/unclaimed/env-1"], Repository.Files);
        Assert.Equal("content of env-1\n"u8, Repository.Read("aws/unclaimed/env-1"));
    }

    [Fact]
    public async Task SaysInTheCommitWhichBuildDidIt()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("aws", "env-1");

        await Aws.PutAsync(new { release = "aws" });

        Assert.Equal("main/deploy/test build 42 unclaiming: env-1", Repository.Last.Subject);
        Assert.Equal(
            """
            Build URL: https://ci.example.com/teams/main/pipelines/deploy/jobs/test/builds/42

            Pool: aws
            Build-Id: 1234
            """,
            Repository.Last.Body);
    }

    [Fact]
    public async Task ThatIsFreeAlreadySucceedsWithAWarningAndNoCommit()
    {
        var tip = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Artifact("aws", "env-1");

        var release = await Aws.PutAsync(new { release = "aws" });

        Assert.Equal(Unchanged(tip, "env-1"), release.Stdout);
        Assert.Equal(["warning: lock env-1 of pool aws was already released; nothing to do"], release.Lines);
        Assert.Equal(tip, Repository.Tip);
    }

    [Fact]
    public async Task TwiceSucceedsTwice()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("aws", "env-1");

        var first = await Aws.PutAsync(new { release = "aws" });
        var second = await Aws.PutAsync(new { release = "aws" });

        Assert.Equal(Unchanged(first.Ref, "env-1"), second.Stdout);
    }

    [Fact]
    public async Task FromADirectoryInsideAnArtifactWorks()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("output/deep/down", "env-1");

        await Aws.PutAsync(new { release = "output/deep/down" });

        Assert.Contains("aws/unclaimed/env-1", Repository.Files);
    }

    [Fact]
    public async Task ThatIsNowhereFails()
    {
        var tip = Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("aws", "env-2");

        var release = await Aws.PutAsync(new { release = "aws" });

        Assert.Contains("no lock env-2 in pool aws (it has env-1)", release.Refusal, StringComparison.Ordinal);
        Assert.Equal(tip, Repository.Tip);
    }
}
