using PoolResource.Concourse;
using PoolResource.Git;
using PoolResource.Git.Graph;
using PoolResource.Operations;
using PoolResource.Testing;
using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Puts;

public sealed class PoolsWithoutAFreeLock : IDisposable
{
    private readonly HostedBranch host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("aws/unclaimed/.gitkeep", "pool aws has no locks: 0 free, 0 held, 0 in aws-lifecycle; add one")]
    [InlineData("aws/claimed/.gitkeep aws-lifecycle/unclaimed/a aws-lifecycle/claimed/b", "pool aws has no locks: 0 free, 0 held, 2 in aws-lifecycle")]
    [InlineData("aws-lifecycle/unclaimed/a", "pool aws has no locks: 0 free, 0 held, 1 in aws-lifecycle")]
    public void SayThatTheyAreEmpty(string files, string note) => Assert.Equal([note], NotesOf(MemoryPools.Of(files)));

    [Fact]
    public void SayNothingWhereALockIsHeld() => Assert.Empty(NotesOf(MemoryPools.Of("aws/claimed/a")));

    [Fact]
    public async Task NameWhatStandsInThemAndIsNoLock()
    {
        var blob = RealGit.Try(["--git-dir", host.Repository, "hash-object", "-w", "--stdin"], "x").Stdout.Trim();
        host.Then("aws/claimed/.gitkeep aws/unclaimed/folder/env-1");
        var commit = host.Tip;
        host.Git("read-tree", "main");
        host.Git("update-index", "--add", "--cacheinfo", $"100644,{blob},aws/unclaimed/bell\u0007");
        host.Git("update-index", "--add", "--cacheinfo", $"160000,{commit},aws/claimed/module");
        host.Git("update-ref", "refs/heads/main", host.Git("commit-tree", host.Git("write-tree").Trim(), "-m", "by hand").Trim());
        using var stderr = new StringWriter();
        using var step = await GitSession.OpenAsync(host.Source, new StepLog(stderr), TimeProvider.System, TestContext.Current.CancellationToken);
        using var branch = step.OpenBranch();
        await branch.FetchAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            [
                "pool aws has no locks: 0 free, 0 held, 0 in aws-lifecycle; add one",
                "aws/claimed holds something that is no lock: \"module\" is a submodule; rename or remove it",
                "aws/unclaimed holds something that is no lock: \"bell?\" contains a control character; rename or remove it",
                "aws/unclaimed holds something that is no lock: \"folder\" is a directory; rename or remove it",
            ],
            NotesOf(new HistoryFetcher(branch).Graph.Pools(branch.Objects.Tip)).Order(StringComparer.Ordinal).OrderByDescending(note => note.StartsWith("pool", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("aws/claimed/a aws/unclaimed/a", "lock a stands in both aws/claimed/a and aws/unclaimed/a; remove one of them from the branch")]
    [InlineData("aws/claimed/a aws/claimed/b aws/unclaimed/b", "lock b stands in both aws/claimed/b and aws/unclaimed/b; remove one of them from the branch")]
    public void NameALockThatStandsInBothStates(string files, string note) => Assert.Equal([note], NotesOf(MemoryPools.Of(files)));

    [Fact]
    public async Task NameALockWhosePlaceIsTaken()
    {
        using var put = new Put();
        put.Branch.Then("aws/claimed/a/file aws/unclaimed/a");

        await put.RefusalAsync("""{"acquire": true, "timeout": "0s"}""");

        Assert.Equal(["warning: aws/claimed holds something that is no lock: \"a\" is a directory; rename or remove it"], put.Lines);
    }

    [Fact]
    public async Task AreNotThoseInWhichAnotherLockIsFree()
    {
        using var put = new Put();
        put.Branch.Then("aws/claimed/a/file aws/claimed/.gitkeep aws/unclaimed/a aws/unclaimed/b aws/unclaimed/c");

        await put.RunAsync("""{"acquire": true}""");
        await put.RunAsync("""{"acquire": true}""");

        Assert.Equal("aws/claimed/.gitkeep aws/claimed/a/file aws/claimed/b aws/claimed/c aws/unclaimed/a", put.Branch.Files);
    }

    private static IReadOnlyList<string> NotesOf(Pools pools) =>
        Assert.IsType<Busy>(new AcquireLock(Answer.Aws, new Random(1)).Decide(pools)).Notes;
}
