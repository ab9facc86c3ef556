namespace PoolResource.Tests.History;

public sealed class VersionsOfAPool : IDisposable
{
    private readonly HostedBranch host = new();

    public void Dispose() => host.Dispose();

    [Fact]
    public async Task AreItsNewestCommitAtFirst()
    {
        host.Then("aws/unclaimed/a");
        var newest = host.Then("aws/claimed/a");

        Assert.Equal([newest], await SinceAsync(null));
    }

    [Fact]
    public async Task AreTheKnownOneAndAllLaterOnes()
    {
        host.Then("aws/unclaimed/a");
        var known = host.Then("aws/claimed/a");
        var second = host.Then("aws/unclaimed/a");
        var third = host.Then("aws/unclaimed/a aws/unclaimed/b");

        Assert.Equal([known, second, third], await SinceAsync(known.Value));
        Assert.Equal([third], await SinceAsync(third.Value));
    }

    [Fact]
    public async Task AreNotCommitsOfOtherPools()
    {
        host.Then("aws/unclaimed/a");
        var first = host.Then("aws/claimed/a");
        host.Then("aws/claimed/a gcp/unclaimed/a");
        var second = host.Then("aws/unclaimed/a gcp/unclaimed/a");
        host.Then("aws/unclaimed/a gcp/claimed/a");
        host.Then("aws/unclaimed/a gcp/claimed/a aws-lifecycle/claimed/b");

        Assert.Equal([first, second], await SinceAsync(first.Value));
        Assert.Equal([second], await SinceAsync(null));
    }

    [Fact]
    public async Task StandForACommitOfAnotherPoolThatFollowsThem()
    {
        var before = host.Then("aws/unclaimed/a");
        var other = host.Then("aws/unclaimed/a gcp/unclaimed/a");
        var after = host.Then("aws/claimed/a gcp/unclaimed/a");

        Assert.Equal([before, after], await SinceAsync(other.Value));
    }

    [Fact]
    public async Task AreFoundFarBackInHistory()
    {
        var old = host.Then("aws/unclaimed/a gcp/unclaimed/n=0");
        for (var n = 1; n <= 60; n++)
        {
            host.Then($"aws/unclaimed/a gcp/unclaimed/n={n}");
        }

        Assert.Equal([old], await SinceAsync(null));
        Assert.Equal([old], await SinceAsync(host.Tip.Value));
        Assert.Equal([old], await SinceAsync(old.Value));
    }

    [Fact]
    public async Task AreTheNewestForOneThatIsUnknown()
    {
        var newest = host.Then("aws/unclaimed/a");
        using var watched = await Watched.OpenAsync(host);

        Assert.Equal([newest], await watched.VersionsSinceAsync(new string('0', 40)));
        Assert.Contains("is not in the branch", watched.Log, StringComparison.Ordinal);
        Assert.Equal([newest], await SinceAsync("not-a-commit"));
    }

    [Theory]
    [InlineData("main^{tree}")]
    [InlineData("main:aws/unclaimed/a")]
    public async Task AreTheNewestForAnObjectThatIsNoCommit(string named)
    {
        host.Then("aws/unclaimed/a=1");
        var tip = host.Then("aws/unclaimed/a=2");
        using var watched = await Watched.OpenAsync(host);

        Assert.Equal([tip], await watched.VersionsSinceAsync(host.Git("rev-parse", named).Trim()));
        Assert.Contains("is not in the branch", watched.Log, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AreTheNewestForOneThatWasRewritten()
    {
        var root = host.Then("aws/unclaimed/a");
        var rewritten = host.Then("aws/claimed/a");
        var newest = host.On([root], "aws/unclaimed/a aws/unclaimed/b");

        Assert.Equal([newest], await SinceAsync(rewritten.Value));
    }

    [Fact]
    public async Task AreNoneWhenNoCommitTouchedThePool()
    {
        host.Then("gcp/unclaimed/a");
        var other = host.Then("gcp/claimed/a");

        Assert.Empty(await SinceAsync(null));
        Assert.Empty(await SinceAsync(other.Value));
    }

    [Fact]
    public async Task CountTheRemovalOfThePool()
    {
        var made = host.Then("aws/unclaimed/a README.md");
        var removed = host.Then("README.md");

        Assert.Equal([made, removed], await SinceAsync(made.Value));
    }

    private async Task<IReadOnlyList<CommitId>> SinceAsync(string? given)
    {
        using var watched = await Watched.OpenAsync(host);
        return await watched.VersionsSinceAsync(given);
    }
}
