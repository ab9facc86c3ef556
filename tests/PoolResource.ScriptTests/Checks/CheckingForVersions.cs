using PoolResource.Testing;

namespace PoolResource.ScriptTests.Checks;

public sealed class CheckingForVersions : ScriptTest
{
    [Fact]
    public async Task WithoutAVersionGivesTheNewestCommitOfThePool()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var newest = Repository.Commit("by hand", Change.Put("aws/unclaimed/env-2"));
        Repository.CommitPool("gcp");

        var check = await Aws.CheckAsync();

        Assert.Equal(Versions(newest), check.Stdout);
        Assert.Equal("", check.Stderr);
    }

    [Fact]
    public async Task WithAVersionGivesItAndEveryLaterCommitOfThePoolOldestFirst()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var known = Repository.Commit("1", Change.Put("aws/unclaimed/env-2"));
        Repository.CommitPool("gcp");
        var later = Repository.Commit("2", Change.Move("aws/unclaimed/env-1", "aws/claimed/env-1"));
        Repository.Commit("a file that is no pool", Change.Put("README.md"));
        var latest = Repository.Commit("3", Change.Put("aws/unclaimed/env-3"));

        Assert.Equal(Versions(known, later, latest), (await Aws.CheckAsync(known)).Stdout);
        Assert.Equal(Versions(latest), (await Aws.CheckAsync(latest)).Stdout);
        Assert.Equal(Versions(later, latest), (await Aws.CheckAsync(later)).Stdout);
    }

    [Fact]
    public async Task WithAnotherPoolsCommitBeginsAtTheNewestVersionBeforeIt()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var before = Repository.Commit("1", Change.Put("aws/unclaimed/env-2"));
        var other = Repository.CommitPool("gcp");
        var after = Repository.Commit("2", Change.Put("aws/unclaimed/env-3"));

        Assert.Equal(Versions(before, after), (await Aws.CheckAsync(other)).Stdout);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(39)]
    public async Task WithTheBeginningOfAnIdTakesItForTheOneCommitThatHasIt(int digits)
    {
        var known = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Repository.CommitAll(Enumerable.Range(0, 60).Select(n => ($"{n}", (IEnumerable<Change>)[Change.Put("gcp/unclaimed/env-1", $"{n}")])));
        var later = Repository.Commit("1", Change.Put("aws/unclaimed/env-2"));

        Assert.Equal(Versions(known, later), (await Aws.CheckAsync(known[..digits])).Stdout);
        Assert.Equal(Versions(later), (await Aws.CheckAsync(later[..digits].ToUpperInvariant())).Stdout);
    }

    [Theory]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("aaa")]
    [InlineData("not a commit")]
    [InlineData("--upload-pack=touch")]
    public async Task WithAnUnknownVersionGivesTheNewest(string unknown)
    {
        Repository.CommitPool("aws", unclaimed: ["env-1"]);
        var newest = Repository.Commit("1", Change.Put("aws/unclaimed/env-2"));

        var check = await Aws.CheckAsync(unknown);

        Assert.Equal(Versions(newest), check.Stdout);
    }

    [Fact]
    public async Task AfterTheHistoryWasRewrittenGivesTheNewest()
    {
        var lost = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Assert.Equal(Versions(lost), (await Aws.CheckAsync()).Stdout);

        var newest = Repository.Rewrite("again", Change.Put("aws/unclaimed/env-1", "other"));
        var other = Repository.CommitPool("gcp");

        Assert.NotEqual(lost, newest);
        Assert.Equal(Versions(newest), (await Aws.CheckAsync(lost)).Stdout);
        Assert.Equal(Versions(newest), (await Aws.CheckAsync(newest)).Stdout);
        Assert.Equal(Versions(newest), (await Aws.CheckAsync(other)).Stdout);
    }

    [Fact]
    public async Task AgainAndAgainFollowsTheBranch()
    {
        var known = Repository.CommitPool("aws", unclaimed: ["env-1"]);
        Assert.Equal(Versions(known), (await Aws.CheckAsync()).Stdout);

        for (var n = 2; n < 6; n++)
        {
            Repository.CommitPool($"other-{n}");
            var next = Repository.Commit($"{n}", Change.Put($"aws/unclaimed/env-{n}"));
            Assert.Equal(Versions(known, next), (await Aws.CheckAsync(known)).Stdout);
            Assert.Equal(Versions(next), (await Aws.CheckAsync(next)).Stdout);
            known = next;
        }
    }

    [Fact]
    public async Task OfTwoPoolsOfABranchGivesEachItsOwn()
    {
        var aws = Repository.CommitPool("aws");
        var gcp = Repository.CommitPool("gcp");

        Assert.Equal(Versions(aws), (await Aws.CheckAsync()).Stdout);
        Assert.Equal(Versions(gcp), (await Pool("gcp").CheckAsync()).Stdout);
        Assert.Equal(Versions(aws), (await Aws.CheckAsync(aws)).Stdout);
    }

    [Fact]
    public async Task SeesTheCommitsOfAMergedSideButNoVersionInTheMerge()
    {
        var known = Repository.CommitPool("aws");
        var main = Repository.CommitPool("gcp");
        var side = new LockRepository(Folder["side.git"]);
        side.Git("fetch", "--quiet", Repository.Path, $"{known}:refs/heads/main");
        var aside = side.Commit("on the side", Change.Put("aws/unclaimed/env-1"));
        Repository.Git("fetch", "--quiet", side.Path, "main");
        var tree = Repository.Git("merge-tree", "--write-tree", main, aside).Trim();
        var merge = Repository.Git("commit-tree", tree, "-p", main, "-p", aside, "-m", "merge").Trim();
        Repository.Git("update-ref", "refs/heads/main", merge);

        Assert.Equal(Versions(known, aside), (await Aws.CheckAsync(known)).Stdout);
        Assert.Equal(Versions(aside), (await Aws.CheckAsync(merge)).Stdout);
    }

    [Fact]
    public async Task OfAPoolThatNoCommitTouchedGivesNone()
    {
        var other = Repository.CommitPool("gcp");

        Assert.Equal("[]\n", (await Aws.CheckAsync()).Stdout);
        Assert.Equal("[]\n", (await Aws.CheckAsync(other)).Stdout);
    }

    [Fact]
    public async Task OfAnEmptyRepositoryOrAMissingBranchGivesNone()
    {
        var empty = await Aws.CheckAsync();
        Repository.CommitPool("aws");
        var missing = await new PipelineResource(Scripts, Folder, Repository.Path, "other", "aws").CheckAsync();

        Assert.Equal("[]\n", empty.Stdout);
        Assert.Equal("[]\n", missing.Stdout);
        Assert.Equal(["warning: the repository has no branch other yet, so it has no versions"], missing.Lines);
    }

    [Fact]
    public async Task OfARemovedPoolGivesTheCommitThatRemovedIt()
    {
        var known = Repository.CommitPool("aws");
        var removal = Repository.Commit("gone", Change.Delete("aws"), Change.Put("README.md"));

        Assert.Equal(Versions(known, removal), (await Aws.CheckAsync(known)).Stdout);
    }
}
