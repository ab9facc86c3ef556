using PoolResource.Testing;

namespace PoolResource.ScriptTests.Puts;

public sealed class AcquiringALock : ScriptTest
{
    [Fact]
    public async Task MovesTheFreeLockAndAnswersWithTheCommit()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"], claimed: ["env-2"]);

        var put = await Aws.PutAsync(new { acquire = true });

        Assert.Equal(0, put.ExitCode);
        Assert.Equal(Response(Repository.Tip, "env-1"), put.Stdout);
        Assert.Equal(["aws/claimed/.gitkeep", "aws/claimed/env-1", "aws/claimed/env-2", "aws/unclaimed/.gitkeep"], Repository.Files);
        Assert.Equal("content of env-1\n"u8, Repository.Read("aws/claimed/env-1"));
    }

    [Fact]
    public async Task SaysInTheCommitWhichBuildDidIt()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);

        await Aws.PutAsync(new { acquire = true });

        var commit = Repository.Last;
        Assert.Equal("main/deploy/test build 42 claiming: env-1", commit.Subject);
        Assert.Equal("CI Pool Resource <ci-pool@localhost>", commit.Author);
        Assert.Equal("CI Pool Resource <ci-pool@localhost>", commit.Committer);
        Assert.Matches(
            """
            ^Build URL: https://ci\.example\.com/teams/main/pipelines/deploy/jobs/test/builds/42

            Pool: aws
            Claim-Id: [0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}
            Build-Id: 1234$
            """,
            commit.Body);
    }

    [Fact]
    public async Task SaysNoMoreThanABuildWithoutANameKnows()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Scripts.Build.Clear();

        await Aws.PutAsync(new { acquire = true });

        Assert.Equal("claiming: env-1", Repository.Last.Subject);
        Assert.Matches("^Pool: aws\nClaim-Id: [0-9a-f-]{36}$", Repository.Last.Body);
    }

    [Fact]
    public async Task CommitsInTheNameThatGitConfigSets()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Source["git_config"] = new System.Text.Json.Nodes.JsonArray(
            new System.Text.Json.Nodes.JsonObject { ["name"] = "user.name", ["value"] = "Grace" },
            new System.Text.Json.Nodes.JsonObject { ["name"] = "user.email", ["value"] = "grace@example.com" });

        await Aws.PutAsync(new { acquire = true });

        Assert.Equal("Grace <grace@example.com>", Repository.Last.Author);
        Assert.Equal("Grace <grace@example.com>", Repository.Last.Committer);
    }

    [Fact]
    public async Task LeavesTheDirectoriesTheBaselineNeeds()
    {
        Repository.Commit("set up", Change.Put("aws/unclaimed/env-1"));

        await Aws.PutAsync(new { acquire = true });

        Assert.Equal(["aws/claimed/.gitkeep", "aws/claimed/env-1", "aws/unclaimed/.gitkeep"], Repository.Files);
    }
}
