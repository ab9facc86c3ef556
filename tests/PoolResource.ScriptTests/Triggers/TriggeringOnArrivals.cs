using PoolResource.Testing;

namespace PoolResource.ScriptTests.Triggers;

public sealed class TriggeringOnArrivals : TriggerTest
{
    [Fact]
    public async Task IsAnsweredTheSameByAnOldGit()
    {
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        IsClaimed("env-1");
        var freed = IsFreed("env-1");
        IsClaimed("env-2");
        BeforeGit($"for word; do [ \"$word\" != --batch-command ] || {{ touch '{Folder["asked"]}'; exit 129; }}; done");

        Assert.Equal([freed], await CheckAsync());

        Assert.True(File.Exists(Folder["asked"]));
    }

    [Fact]
    public async Task BeginsWithTheOldestWaitingLockAlone()
    {
        Repository.CommitPool("aws");
        Arrives("env-1");
        IsClaimed("env-1");
        var oldest = Arrives("env-3");
        Arrives("env-2");

        Assert.Equal([oldest], await CheckAsync());
    }

    [Fact]
    public async Task GoesOnWithEveryLaterOneInTheirOrder()
    {
        var known = Arrives("env-5");
        var second = Arrives("env-9");
        var third = Arrives("env-1");

        Assert.Equal([known, second, third], await CheckAsync(known));
        Assert.Equal([second, third], await CheckAsync(second));
        Assert.Equal([third], await CheckAsync(third));
    }

    [Fact]
    public async Task TellsOfALockThatArrivesTwiceTwice()
    {
        var first = Arrives("env-1");
        IsClaimed("env-1");
        var second = IsFreed("env-1");

        Assert.Equal([first, second], await CheckAsync(first));
        Assert.Equal([second], await CheckAsync());
    }

    [Fact]
    public async Task TellsOfTenThatArriveInOneCommitByName()
    {
        var known = Arrives("env-0");
        var names = Enumerable.Range(1, 10).Select(number => $"env-{number}").ToList();
        var commit = Repository.Commit("ten", names.Select(name => Change.Put($"aws/unclaimed/{name}")));
        var ten = names.Order(StringComparer.Ordinal).Select(name => new Version(commit, name)).ToList();

        Assert.Equal([known, .. ten], await CheckAsync(known));
        Assert.Equal(ten[4..], await CheckAsync(ten[4]));
    }

    [Fact]
    public async Task OfAnEarlierTimeKeepsOnlyThoseThatWait()
    {
        var known = Arrives("env-0");
        Arrives("env-1");
        var left = Arrives("env-2");
        Arrives("env-3");
        IsClaimed("env-1");
        Repository.Commit("removed", Change.Delete("aws/unclaimed/env-3"));

        Assert.Equal([known, left], await CheckAsync(known));
    }

    [Fact]
    public async Task IsNotDisturbedByNewContent()
    {
        var known = Arrives("env-1");
        Repository.Commit("new content", Change.Put("aws/unclaimed/env-1", "new"));

        Assert.Equal([known], await CheckAsync());
        Assert.Equal([known], await CheckAsync(known));
    }

    [Fact]
    public async Task IsNotDisturbedByOtherPools()
    {
        var known = Arrives("env-1");
        Repository.CommitPool("aws-lifecycle", unclaimed: ["env-2"]);
        Repository.CommitPool("gcp", unclaimed: ["env-3"]);

        Assert.Equal([known], await CheckAsync());
        Assert.Equal([known], await CheckAsync(known));
    }

    [Fact]
    public async Task FindsWhatCameInFiveHundredCommits()
    {
        var known = Arrives("env-0");
        Repository.CommitAll(Enumerable.Range(1, 249).Select(number =>
            ($"noise {number}", (IEnumerable<Change>)[Change.Put("gcp/unclaimed/env-1", $"{number}")])));
        var middle = Arrives("env-1");
        Repository.CommitAll(Enumerable.Range(1, 249).Select(number =>
            ($"noise {number}", (IEnumerable<Change>)[Change.Put("gcp/unclaimed/env-1", $"-{number}")])));
        var last = Arrives("env-2");

        Assert.Equal([known, middle, last], await CheckAsync(known));
        Assert.Equal([known], await CheckAsync());
    }

    [Fact]
    public async Task FindsWhatCameOnASideBranch()
    {
        var known = Arrives("env-0");
        var main = Arrives("env-1");
        Repository.Git("update-ref", "refs/heads/main", known.Ref!);
        var side = Arrives("env-2");
        Merge(main.Ref!, side.Ref!);
        var last = Arrives("env-3");

        var told = await CheckAsync(known);

        Assert.Equal(known, told[0]);
        Assert.Equal([main, side], told.Skip(1).Take(2).OrderBy(version => version.Lock));
        Assert.Equal([last], told.Skip(3));
    }

    [Fact]
    public async Task OfHeldLocksTellsOfThemAlone()
    {
        Aws.Source["trigger_on"] = "claimed";
        Repository.CommitPool("aws", unclaimed: ["env-1", "env-2"]);
        Assert.Empty(await CheckAsync());

        IsClaimed("env-2");
        var first = new Version(Repository.Tip, "env-2");
        IsClaimed("env-1");
        var second = new Version(Repository.Tip, "env-1");

        Assert.Equal([first], await CheckAsync());
        Assert.Equal([first, second], await CheckAsync(first));
    }

    private void Merge(string main, string side)
    {
        var tree = Repository.Git("merge-tree", "--write-tree", main, side).Trim();
        var merge = Repository.Git("commit-tree", "-m", "merge", "-p", main, "-p", side, tree).Trim();
        Repository.Git("update-ref", "refs/heads/main", merge);
    }
}
