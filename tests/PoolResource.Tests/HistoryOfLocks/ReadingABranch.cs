using System.Text;
using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.Git.Objects;
using PoolResource.History;
using PoolResource.Testing;

namespace PoolResource.Tests.HistoryOfLocks;

public sealed class ReadingABranch : IDisposable
{
    private readonly HostedBranch host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public void FindsPoolsWhereverTheyAreAndNothingElse()
    {
        host.Then("README.md aws/unclaimed/a aws/unclaimed/.gitkeep aws/notes/unclaimed.txt cf/fresh/claimed/b claimed/x aws/claimed/nested/c aws/claimed/claimed/d docs/one/two/three.md");
        host.Then("README.md aws/claimed/a cf/fresh/unclaimed/b docs/one/two/three.md=2 claimed/y -x/claimed/z");

        var history = Read(LockHistory.Empty);

        Assert.Equal(["aws/a", "cf/fresh/b"], history.Locks.Select(one => $"{one}").Order(StringComparer.Ordinal));
        Assert.Equal(["aws/claimed/a", "cf/fresh/unclaimed/b"], history.Locks.Select(one => $"{history.Standing(one)}").Order(StringComparer.Ordinal));
        Assert.Equal(2, history.Commits);
    }

    [Fact]
    public void ReadsOnlyWhatIsNew()
    {
        host.Then("aws/unclaimed/a");
        var known = Read(LockHistory.Empty);
        host.Then("aws/claimed/a", "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: x");

        var history = Read(known);

        Assert.Equal(2, history.Commits);
        Assert.Null(history.Rewritten);
        Assert.Same(history, Read(history));
        Assert.Equal("t/p/j build 1", history.Held(MadeCommits.Of("aws/a"))?.Holder.Who);
    }

    [Fact]
    public void ReadsNoCommitTwiceWhoseClocksWereWrong()
    {
        // Git, which goes by dates, lists what the known tip contains.
        var fork = host.Then("aws/unclaimed/a");
        for (var n = 1; n <= 20; n++)
        {
            host.On([host.Tip], $"aws/unclaimed/a aws/unclaimed/b={n}", when: 1000 + n);
        }

        var (known, tip) = (Read(LockHistory.Empty), host.Tip);
        var side = host.On([fork], "aws/unclaimed/a aws/unclaimed/c");
        host.On([tip, side], "aws/unclaimed/a aws/unclaimed/b=20 aws/unclaimed/c");

        var history = Read(known);

        Assert.Equal((23, null), (history.Commits, history.Rewritten));
        Assert.Equal(Read(LockHistory.Empty).Events, history.Events);
    }

    [Theory]
    [InlineData("another line")]
    [InlineData("an earlier commit")]
    [InlineData("a commit that is not here")]
    public void BeginsAnewWhereTheBranchWasRewritten(string how)
    {
        var first = host.Then("aws/unclaimed/a");
        host.Then("aws/claimed/a", "mine");
        var known = Read(LockHistory.Empty);
        if (how == "a commit that is not here")
        {
            Assert.True(CommitId.TryParse(new string('1', 40), out var missing));
            known = LockHistory.Empty.Add([new HistoryCommit(missing, new CommitFacts("", "Jane", DateTimeOffset.UnixEpoch), [new TreeChange(null, [])])]);
        }

        host.Git("update-ref", "refs/heads/main", first.Value);
        if (how == "another line")
        {
            host.Then("aws/unclaimed/a aws/unclaimed/b");
        }

        var history = Read(known);

        Assert.Equal(known.Tip, history.Rewritten);
        Assert.Equal(how == "another line" ? 2 : 1, history.Commits);
        Assert.Empty(history.TenuresOf(MadeCommits.Of("aws/a")));
        host.Then("aws/claimed/a");
        Assert.Equal(known.Tip, Read(history).Rewritten);
    }

    [Fact]
    public void ReadsAgainWhatStandsOnACommitOfLongAgo()
    {
        var fork = host.Then("aws/unclaimed/a aws/unclaimed/b");
        host.Then("aws/claimed/a aws/unclaimed/b", "mine");
        var old = Forgetful(Read(LockHistory.Empty), fork);
        Assert.False(old.Knows(fork));
        var main = old.Tip!;
        var side = host.On([fork], "aws/unclaimed/a aws/claimed/b", "mine, too");
        host.On([main, side], "aws/claimed/a aws/claimed/b", "Merge");

        var history = Read(old);

        Assert.Null(history.Rewritten);
        Assert.Equal(old.Commits + 2, history.Commits);
        Assert.All(["aws/a", "aws/b"], one => Assert.NotNull(history.Held(MadeCommits.Of(one))));
    }

    [Fact]
    public void BeginsWhereHistoryIsHere()
    {
        host.Then("aws/unclaimed/a");
        host.Then("aws/claimed/a", "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: x");
        host.Then("aws/claimed/a aws/unclaimed/b");
        host.Then("aws/unclaimed/a aws/unclaimed/b", "t/p/j build 1 unclaiming: a\n\nPool: aws");
        using var folder = new TestFolder();
        RealGit.Run("clone", "--quiet", "--bare", "--depth=2", $"file://{host.Repository}", folder["shallow.git"]);
        using var objects = new GitObjects(folder["shallow.git"]);

        var history = new HistoryReader(objects).Read(LockHistory.Empty, host.Tip, TestContext.Current.CancellationToken);

        Assert.Equal(2, history.Commits);
        Assert.Equal(["Added", "Added", "Released"], history.Events.Select(what => $"{what.Kind}"));
    }

    [Theory]
    [InlineData("commit")]
    [InlineData("tree")]
    public void EndsWhereSomethingOfTheBranchIsLost(string what)
    {
        host.Then("aws/unclaimed/a");
        var lost = host.Then("aws/claimed/a");
        host.Then("aws/unclaimed/a");
        var id = what == "commit" ? lost.Value : host.Git("rev-parse", $"{lost}:aws/claimed").Trim();
        File.Delete(Path.Combine(host.Repository, "objects", id[..2], id[2..]));

        Assert.ThrowsAny<GitException>(() => Read(LockHistory.Empty));
    }

    [Theory]
    [InlineData("40000 \\0@", "git ends at a name without letters")]
    [InlineData("40000 aws\\0@", "a directory stands there twice")]
    public void TellsOfTreesThatGitCannotCompare(string entry, string why)
    {
        host.Then("aws/unclaimed/a");
        host.Then("aws/claimed/a", "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: x");
        var odd = Tree("40000 aws\0", Id("main:aws"), entry.Replace("\\0@", "\0", StringComparison.Ordinal), Id("main~1:aws"));
        var commit = host.Git("commit-tree", "-p", "main", "-m", why, odd).Trim();
        host.Git("update-ref", "refs/heads/main", commit);
        host.Then("aws/unclaimed/a aws/unclaimed/b", "t/p/j build 1 unclaiming: a\n\nPool: aws");

        var history = Read(LockHistory.Empty);

        Assert.Equal(4, history.Commits);
        Assert.Null(history.Held(MadeCommits.Of("aws/a")));
        Assert.Equal(host.Tip, Assert.Single(history.EventsOf(MadeCommits.Of("aws/b"))).Commit);
        Assert.Contains("Released aws/claimed/a > aws/unclaimed/a by t/p/j build 1", history.EventsOf(MadeCommits.Of("aws/a")).Select(MadeCommits.Said));
    }

    [Fact]
    public void TellsOfManyTreesThatGitCannotCompare()
    {
        host.Then("aws/unclaimed/a");
        for (var build = 1; build <= 4; build++)
        {
            host.Then("aws/claimed/a", $"t/p/j build {build} claiming: a\n\nPool: aws\nClaim-Id: {build}");
            var odd = Tree("40000 \0", Id("main:aws"), "40000 aws\0", Id("main:aws"));
            host.Git("update-ref", "refs/heads/main", host.Git("commit-tree", "-p", "main", "-m", "odd", odd).Trim());
            host.Then("aws/unclaimed/a", $"t/p/j build {build} unclaiming: a\n\nPool: aws");
        }

        Assert.Equal(
            Enumerable.Range(1, 4).Select(build => $"t/p/j build {build}"),
            Read(LockHistory.Empty).TenuresOf(MadeCommits.Of("aws/a")).Select(tenure => $"{tenure.Holder.Who}"));
    }

    [Fact]
    public void EndsAtATreeThatUnfoldsWithoutEnd()
    {
        Unfold();
        using var objects = new GitObjects(host.Repository);

        var reader = new HistoryReader(objects, TimeSpan.FromMilliseconds(200));
        Assert.Contains("more than 1,000,000 directories", Assert.Throws<PoolException>(() => reader.Read(LockHistory.Empty, host.Tip, TestContext.Current.CancellationToken)).Message, StringComparison.Ordinal);
        Assert.Contains("more than 1,000,000 directories", Assert.Throws<PoolException>(() => new CommitGraph(objects).Pools(host.Tip).Names).Message, StringComparison.Ordinal);
        Assert.Contains("more than 1,000,000 directories", Assert.Throws<PoolException>(() => new CommitGraph(objects).FaultsIn(host.Tip)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void EndsWhenItIsStopped()
    {
        host.Then("aws/unclaimed/a");
        using var objects = new GitObjects(host.Repository);

        Assert.ThrowsAny<OperationCanceledException>(() => new HistoryReader(objects).Read(LockHistory.Empty, host.Tip, new CancellationToken(canceled: true)));
    }

    [Fact]
    public void EndsInATreeThatUnfoldsWithoutEndWhenItIsStopped()
    {
        Unfold();
        using var objects = new GitObjects(host.Repository);
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));

        Assert.ThrowsAny<OperationCanceledException>(() => new HistoryReader(objects, TimeSpan.FromDays(1)).Read(LockHistory.Empty, host.Tip, stop.Token));
    }

    private void Unfold()
    {
        host.Then("aws/unclaimed/a");
        var tree = Id("main^{tree}");
        for (var depth = 0; depth < 9; depth++)
        {
            tree = Tree([.. "abcdefghij".SelectMany(name => new[] { $"40000 {name}\0", tree })]);
        }

        host.Git("update-ref", "refs/heads/main", host.Git("commit-tree", "-m", "bomb", tree).Trim());
    }

    private string Id(string revision) => host.Git("rev-parse", revision).Trim();

    // Of entries and ids in turn; git writes it as it is told.
    private string Tree(params string[] parts)
    {
        var file = Path.Combine(host.Repository, "tree");
        File.WriteAllBytes(file, [.. parts.SelectMany((part, n) => n % 2 == 0 ? Encoding.UTF8.GetBytes(part) : Convert.FromHexString(part))]);
        return host.Git("hash-object", "-w", "-t", "tree", "--literally", file).Trim();
    }

    private LockHistory Read(LockHistory known)
    {
        using var objects = new GitObjects(host.Repository);
        return new HistoryReader(objects).Read(known, host.Tip, TestContext.Current.CancellationToken);
    }

    // Goes on for so long that what stands on the commit is not known any more.
    private LockHistory Forgetful(LockHistory history, CommitId until)
    {
        Assert.True(history.Knows(until));
        var stream = string.Concat(Enumerable.Range(0, 1100).Select(n =>
            $"commit refs/heads/main\ncommitter A <a@b> {1767225700 + n} +0000\ndata 1\nx\n{(n == 0 ? $"from {host.Tip}\n" : "")}M 100644 inline README\ndata {$"{n}".Length}\n{n}\n"));
        var (exitCode, _, stderr) = RealGit.Try(["--git-dir", host.Repository, "fast-import", "--quiet", "--force"], stream);
        Assert.True(exitCode == 0, stderr);
        return Read(history);
    }
}
