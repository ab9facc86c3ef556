using PoolResource.Testing;

namespace PoolResource.ScriptTests.Gets;

public sealed class GettingALock : ScriptTest
{
    [Fact]
    public async Task OfTheBeginningOfAnIdGivesThatOfTheOneCommitThatHasIt()
    {
        var known = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.CommitAll(Enumerable.Range(0, 60).Select(n => ($"{n}", (IEnumerable<Change>)[Change.Put("gcp/unclaimed/env-1", $"{n}")])));

        var get = await Aws.GetAsync(known[..10]);

        Assert.Equal(Response(known, "env-1"), get.Stdout);
        Assert.Equal("env-1\n", Aws.Read("lock", "name"));
    }

    [Fact]
    public async Task OfAClaimWritesItsNameAndMetadataAndNothingElse()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.CommitPool("gcp", unclaimed: ["secret-of-gcp"]);
        var claim = await Aws.PutAsync(new { acquire = true });

        var get = await Aws.GetAsync(claim.Ref);

        Assert.Equal(Response(claim.Ref, "env-1"), get.Stdout);
        Assert.Equal(["claim.json", "metadata", "name"], Aws.FilesOf("lock"));
        Assert.Equal("env-1\n", Aws.Read("lock", "name"));
        Assert.Equal("content of env-1\n", Aws.Read("lock", "metadata"));
    }

    [Fact]
    public async Task OfAClaimThatIsNoLongerTheTipWorks()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var claim = await Aws.PutAsync(new { acquire = true });
        Repository.CommitPool("gcp", unclaimed: ["env-2"]);
        Repository.Commit("set up another", Change.Put("aws/unclaimed/env-3"));

        foreach (var parameters in new object?[] { null, new { depth = 1 }, new { depth = 50 } })
        {
            Assert.Equal(Response(claim.Ref, "env-1"), (await Aws.GetAsync(claim.Ref, parameters)).Stdout);
        }
    }

    [Fact]
    public async Task OfAReleaseGivesTheFreeLock()
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("held", "env-1");
        var release = await Aws.PutAsync(new { release = "held" });

        var get = await Aws.GetAsync(release.Ref);

        Assert.Equal(Response(release.Ref, "env-1"), get.Stdout);
        Assert.Equal(["metadata", "name"], Aws.FilesOf("lock"));
        Assert.Equal("env-1\n", Aws.Read("lock", "name"));
    }

    [Fact]
    public async Task OfAnAddGivesTheNewLock()
    {
        Aws.Artifact("new", "env-1", "first");
        var add = await Aws.PutAsync(new { add = "new" });

        var get = await Aws.GetAsync(add.Ref);

        Assert.Equal(Response(add.Ref, "env-1"), get.Stdout);
        Assert.Equal("first", Aws.Read("lock", "metadata"));
    }

    [Fact]
    public async Task OfARemovalSucceedsWithoutFiles()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Aws.Artifact("old", "env-1");
        var removal = await Aws.PutAsync(new { remove = "old" });

        var get = await Aws.GetAsync(removal.Ref);

        Assert.Equal(Response(removal.Ref, "env-1"), get.Stdout);
        Assert.Contains("lock does not exist", get.Stderr, StringComparison.Ordinal);
        Assert.Empty(Aws.FilesOf("lock"));
    }

    [Fact]
    public async Task OfAnotherPoolsCommitGivesTheNewestEarlierLockOfThisOne()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        await Aws.PutAsync(new { claim = "env-2" });
        var other = Repository.CommitPool("gcp", unclaimed: ["env-3"]);

        var get = await Aws.GetAsync(other);

        Assert.Equal(Response(other, "env-2"), get.Stdout);
        Assert.Equal("env-2\n", Aws.Read("lock", "name"));
    }

    [Fact]
    public async Task OfACommitThatSetUpAnEmptyPoolNamesNoLock()
    {
        var setUp = Repository.CommitPool("aws");

        var get = await Aws.GetAsync(setUp);

        Assert.Equal(Response(setUp, ""), get.Stdout);
        Assert.Contains("lock does not exist", get.Stderr, StringComparison.Ordinal);
        Assert.Empty(Aws.FilesOf("lock"));
    }

    [Fact]
    public async Task OfACommitWithSeveralLocksGivesTheFirstInPathOrder()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2", "env-3"]);
        var several = Repository.Commit(
            "by hand",
            Change.Move("aws/unclaimed/env-3", "aws/claimed/env-3"),
            Change.Move("aws/unclaimed/env-2", "aws/claimed/env-2"),
            Change.Put("aws/unclaimed/env-1", "changed, too"));

        var get = await Aws.GetAsync(several);

        Assert.Equal(Response(several, "env-2"), get.Stdout);
    }

    [Fact]
    public async Task OfAClaimThatWasReleasedSinceFails()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var claim = await Aws.PutAsync(new { acquire = true });
        Aws.Artifact("held", "env-1");
        await Aws.PutAsync(new { release = "held" });

        var get = await Aws.GetAsync(claim.Ref);

        Assert.StartsWith("error: lock instance is no longer acquired", get.Refusal, StringComparison.Ordinal);
        Assert.Contains("main/deploy/test build 42", get.Refusal, StringComparison.Ordinal);
        Assert.Empty(Aws.FilesOf("lock"));
    }

    [Fact]
    public async Task OfAClaimThatSomebodyElseHoldsByNowFails()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var first = await Aws.PutAsync(new { acquire = true });
        Aws.Artifact("held", "env-1");
        await Aws.PutAsync(new { release = "held" });
        var second = await Aws.PutAsync(new { acquire = true });

        Assert.StartsWith("error: lock instance is no longer acquired", (await Aws.GetAsync(first.Ref)).Refusal, StringComparison.Ordinal);
        Assert.Equal(0, (await Aws.GetAsync(second.Ref)).ExitCode);
    }

    [Theory]
    [InlineData("release", false)]
    [InlineData("acquire", true)]
    public async Task ThatMustBeClaimedFailsForAFreeOne(string version, bool succeeds)
    {
        Repository.CommitPool("aws", claimed: ["env-1"]);
        Aws.Artifact("held", "env-1");
        var put = await Aws.PutAsync(new { release = "held" });
        put = version == "acquire" ? await Aws.PutAsync(new { acquire = true }) : put;

        var get = await Aws.GetAsync(put.Ref, new { require_claimed = true });

        Assert.Equal(succeeds, get.ExitCode == 0);
        Assert.True(succeeds || get.Refusal.StartsWith("error: params.require_claimed: ", StringComparison.Ordinal));
        Assert.Equal(succeeds ? ["claim.json", "metadata", "name"] : [], Aws.FilesOf("lock"));
    }

    [Fact]
    public async Task OfAVersionThatTheBranchHasNotFails()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);

        var get = await Aws.GetAsync(new string('a', 40));

        Assert.Contains($"version \"{new string('a', 40)}\" is not in branch main", get.Refusal, StringComparison.Ordinal);
    }
}
