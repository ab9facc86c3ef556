using PoolResource.Operations;
using PoolResource.Tests.History;
using PoolResource.Tests.Operations;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

/// <summary>What a step remembers of the commits that it has pushed, of which only the branch tells what became of them.</summary>
public sealed class CommitsThatWerePushed : IAsyncLifetime
{
    private const string Free = "aws/unclaimed/a aws/unclaimed/b";

    private readonly HostedBranch host = new();
    private Watched? watched;
    private Pushes? pushes;
    private CommitId? begin;

    public async ValueTask InitializeAsync()
    {
        begin = host.Then(Free);
        watched = await Watched.OpenAsync(host);
        pushes = new Pushes(watched.History);
    }

    public ValueTask DisposeAsync()
    {
        watched?.Dispose();
        host.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task AreNoneAtFirst()
    {
        Assert.False(pushes!.Any);
        Assert.Null(await FindAsync(begin!));
        Assert.Empty(pushes.Unsettled);
    }

    [Fact]
    public async Task MayGetInWhileTheBranchStandsWhereTheyWereMadeFor()
    {
        var (one, other) = (Made("a"), Made("b"));
        pushes!.Add(one);
        Assert.Equal((true, one, 1), (pushes.Any, pushes.Next, pushes.Tries));
        pushes.Add(one);
        Assert.Equal(2, pushes.Tries);
        pushes.Add(one);
        Assert.Equal(3, pushes.Tries);
        pushes.Add(other);
        Assert.Equal((other, 1), (pushes.Next, pushes.Tries));

        Assert.Null(await FindAsync(begin!));
        Assert.Equal(one, pushes.Next);
        Assert.Equal([one, other], pushes.Unsettled);
    }

    [Fact]
    public async Task CannotGetInOnceTheBranchHasMovedOn()
    {
        pushes!.Add(Made("a"));

        Assert.Null(await FindAsync(host.On([begin!], $"{Free} notes")));
        Assert.Null(pushes.Next);
        Assert.Empty(pushes.Unsettled);
    }

    [Fact]
    public async Task AreFoundBelowWhatOthersHavePushedSince()
    {
        var (one, other) = (Made("a"), Made("b"));
        pushes!.Add(one);
        pushes.Add(other);

        Assert.Equal(other, await FindAsync(host.On([other.Commit], "aws/claimed/b aws/unclaimed/a notes")));
        Assert.Equal((null, other), (pushes.Next, pushes.Landed));
        Assert.Equal([other], pushes.Unsettled);

        // One that is over is not looked for again, nor are those before it.
        pushes.Forget();
        Assert.Equal((false, null), (pushes.Any, pushes.Landed));
        Assert.Null(await FindAsync(host.Then("aws/claimed/b aws/unclaimed/a more")));
        Assert.Empty(pushes.Unsettled);
    }

    [Fact]
    public async Task AreLookedForFromTheLookBeforeTheFirst()
    {
        var one = Made("a");
        pushes!.Add(one);
        await FindAsync(host.On([begin!], $"{Free} notes"));
        var second = Made("b", host.Tip, $"{Free} notes");
        pushes.Add(second);

        Assert.Equal(second, await FindAsync(second.Commit));
    }

    [Fact]
    public async Task AreNotInTheBranchWhereTheHostLetNothingBeSent()
    {
        var one = Made("a");
        pushes!.Add(one);
        pushes.Refuse(one);
        Assert.Equal([one], pushes.Unsettled);

        Assert.Null(await FindAsync(begin!));
        Assert.Equal(one, pushes.Next);
        Assert.Empty(pushes.Unsettled);

        // What was sent once may be there, whatever comes of another push.
        pushes.Add(one);
        await FindAsync(begin!);
        pushes.Add(one);
        pushes.Refuse(one);
        await FindAsync(begin!);
        Assert.Equal([one], pushes.Unsettled);
    }

    // A commit that the host has, and the branch has not.
    private Pushed Made(string name, CommitId? parent = null, string before = Free)
    {
        parent ??= begin!;
        var commit = host.On([parent], before.Replace($"unclaimed/{name}", $"claimed/{name}", StringComparison.Ordinal));
        host.Git("update-ref", $"refs/made/{name}", commit.Value);
        host.Git("update-ref", "refs/heads/main", parent.Value);
        var held = LockName.Parse(name, "lock");
        return new Pushed(commit, parent, new Changed([new Move(new Lock(Answer.Aws, LockState.Unclaimed, held), new Lock(Answer.Aws, LockState.Claimed, held))], held, $"claiming: {name}"));
    }

    private async Task<Pushed?> FindAsync(CommitId tip)
    {
        host.Git("update-ref", "refs/heads/main", tip.Value);
        Assert.True(await watched!.Branch.FetchAsync(TestContext.Current.CancellationToken));
        return pushes!.FindIn(tip);
    }
}
