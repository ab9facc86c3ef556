using PoolResource.Git.Graph;

namespace PoolResource.Tests.History;

public sealed class MergedBranches : IDisposable
{
    private readonly HostedBranch host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task BringTheVersionsOfTheirSideBeforeTheMerge()
    {
        var known = host.Then("aws/unclaimed/a aws/unclaimed/b");
        var side = host.On([known], "aws/unclaimed/a aws/claimed/b");
        var main = host.On([known], "aws/claimed/a aws/unclaimed/b");
        var merge = host.On([main, side], "aws/claimed/a aws/claimed/b");

        var versions = await SinceAsync(known.Value);

        Assert.Equal(known, versions[0]);
        Assert.Equal(merge, versions[^1]);
        Assert.Equivalent(new[] { known, side, main, merge }, versions, strict: true);
    }

    [Fact]
    public async Task AreNoVersionWhenTheyTakeOneSideAsItIs()
    {
        var known = host.Then("aws/unclaimed/a");
        var side = host.On([known], "aws/unclaimed/a README.md");
        var main = host.On([known], "aws/claimed/a");
        host.On([main, side], "aws/claimed/a README.md");

        Assert.Equal([known, main], await SinceAsync(known.Value));
        Assert.Equal([main], await SinceAsync(null));
    }

    [Fact]
    public async Task LeadToTheVersionOnTheSideWhenTheyTookThat()
    {
        var known = host.Then("aws/unclaimed/a");
        var side = host.On([known], "aws/claimed/a");
        var main = host.On([known], "aws/unclaimed/a README.md");
        host.On([main, side], "aws/claimed/a README.md");

        Assert.Equal([side], await SinceAsync(null));
    }

    // The side line goes on with the claim without changing a file: what was learned before it was merged is over.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task OutdoWhatWasLearnedBeforeThem(bool isSideFirst)
    {
        var held = new Lock(PoolName.Parse("aws", "pool"), LockState.Claimed, LockName.Parse("a", "name"));
        host.Then("aws/unclaimed/a");
        var claimed = host.Then("aws/claimed/a", "claiming: a\n\nClaim-Id: old");
        var main = host.On([claimed], "aws/claimed/a README.md");
        using var watched = await Watched.OpenAsync(host);
        await watched.Branch.FetchAsync(TestContext.Current.CancellationToken);
        await watched.Search.LearnClaimsAsync(main, [held], null, TestContext.Current.CancellationToken);
        var side = host.On([claimed], "aws/claimed/a", "continuing: a\n\nPool: aws\nLock: a\nClaim-Id: new");
        var merge = host.On(isSideFirst ? [side, main] : [main, side], "aws/claimed/a README.md");

        await watched.Branch.FetchAsync(TestContext.Current.CancellationToken);
        await watched.Search.LearnClaimsAsync(merge, [held], null, TestContext.Current.CancellationToken);

        Assert.Equal(side, watched.History.Graph.ClaimingHere(merge, held));
    }

    // What somebody merges who began before the lock changed hands: it is held on both lines, by different claims.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TellNothingOfALockByTheLineThatFellBehind(bool isBehindFirst)
    {
        host.Then("aws/unclaimed/a");
        var old = host.Then("aws/claimed/a", "claiming: a\n\nClaim-Id: old");
        var behind = host.On([old], "aws/claimed/a README.md");
        var freed = host.On([old], "aws/unclaimed/a");
        var taken = host.On([freed], "aws/claimed/a", "claiming: a\n\nClaim-Id: new");
        var merge = host.On(isBehindFirst ? [behind, taken] : [taken, behind], "aws/claimed/a README.md");
        using var watched = await Watched.OpenAsync(host);
        await watched.Branch.FetchAsync(TestContext.Current.CancellationToken, "--depth=1");
        var held = new Lock(host.Source.Pool, LockState.Claimed, LockName.Parse("a", "name"));

        await watched.Search.LearnClaimsAsync(merge, [held], null, TestContext.Current.CancellationToken);
        var arrived = await watched.Search.ArrivalsAsync(merge, [held], null, HistorySearch.AllSteps, TestContext.Current.CancellationToken);

        Assert.Equal(taken, watched.History.Graph.ClaimingHere(merge, held));
        Assert.Equal(taken, Assert.Single(arrived).Value);
        Assert.Equal([taken], await watched.VersionsSinceAsync(null));
    }

    [Fact]
    public async Task BringNothingThatIsOlderThanWhatIsKnown()
    {
        host.Then("aws/unclaimed/a");
        host.Then("aws/claimed/a");
        var fork = host.Then("aws/unclaimed/a");
        var later = host.Then("aws/claimed/a");
        host.Then("aws/claimed/a README.md");
        host.Then("aws/claimed/a README.md=2");
        var known = host.Then("aws/unclaimed/a README.md=2");
        var side = host.On([fork], "aws/unclaimed/a aws/unclaimed/b");
        var merge = host.On([known, side], "aws/unclaimed/a aws/unclaimed/b README.md=2");

        var versions = await SinceAsync(known.Value);

        Assert.DoesNotContain(fork, versions);
        Assert.DoesNotContain(later, versions);
        Assert.Equal([known, side], versions.Where(version => version != merge));
    }

    private async Task<IReadOnlyList<CommitId>> SinceAsync(string? given)
    {
        using var watched = await Watched.OpenAsync(host);
        return await watched.VersionsSinceAsync(given);
    }
}
