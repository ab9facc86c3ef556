namespace PoolResource.Tests.History;

public sealed class CommitsThatChangeNoFile : IDisposable
{
    private const string Held = "aws/claimed/a aws/claimed/b";

    private readonly HostedBranch host = new();

    public CommitsThatChangeNoFile() => host.Then("aws/claimed/a aws/unclaimed/b");

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("continuing: a\n\nPool: aws\nLock: a\n", true)]
    [InlineData("continuing: a\n\nPool: aws\nLock: a\nClaim-Id: x\n", true)]
    [InlineData("continuing: a\n\nLock: a\n", false)]
    [InlineData("continuing: a\n\nPool: aws\n", false)]
    [InlineData("continuing: a\n\nPool: gcp\nLock: a\n", false)]
    [InlineData("continuing: c\n\nPool: aws\nLock: c\n", false)]
    [InlineData("continuing: a\n\nPool: ../aws\nLock: a/b\n", false)]
    [InlineData("nothing at all", false)]
    public async Task TouchTheLockTheySpeakOf(string message, bool touches)
    {
        var before = host.Then(Held);
        var commit = host.Then(Held, message);
        using var watched = await Watched.OpenAsync(host);

        var versions = await watched.VersionsSinceAsync(before.Value);

        Assert.Equal(touches ? [before, commit] : [before], versions);
        Assert.Equal(touches, watched.History.Graph.Touches(commit, "aws/claimed/a"));
        Assert.False(watched.History.Graph.Touches(commit, "aws/claimed/b"));
        Assert.Equal((touches ? "a" : "b", touches ? "aws/claimed/a" : "aws/claimed/b"), await watched.LockOfAsync(commit));
    }

    // A build that renews is no news to whoever waits for a version, a trigger least of all.
    [Fact]
    public async Task AreNoVersionsWhenTheyOnlyRenewAClaim()
    {
        var before = host.Then(Held, "claiming: b\n\nPool: aws\nClaim-Id: x\n");
        var renewal = host.Then(Held, "renewing: a\n\nPool: aws\nLock: a\nClaim-Id: y\nLease-Until: 2026-01-02T07:04:05Z\n");
        var later = host.Then("aws/claimed/a aws/unclaimed/b");
        using var watched = await Watched.OpenAsync(host);

        Assert.Equal([before, later], await watched.VersionsSinceAsync(before.Value));
        Assert.Equal([before, later], await watched.VersionsSinceAsync(renewal.Value));
        Assert.Equal([new Version(renewal.Value, "a"), new Version(later.Value)], (await watched.FindSinceAsync(new Version(renewal.Value, "a")))!.All);
        Assert.Equal(("a", "aws/claimed/a"), await watched.LockOfAsync(renewal));
    }

    [Fact]
    public async Task SayNothingWhenTheyChangeOneAllTheSame()
    {
        host.Then(Held);
        var commit = host.Then("aws/claimed/a aws/unclaimed/b", "continuing: a\n\nPool: aws\nLock: a\n");
        using var watched = await Watched.OpenAsync(host);

        Assert.Equal(("b", "aws/unclaimed/b"), await watched.LockOfAsync(commit));
        Assert.False(watched.History.Graph.Touches(commit, "aws/claimed/a"));
    }

    [Fact]
    public async Task SayNothingWhenTheyAreMerges()
    {
        var before = host.Then(Held);
        var side = host.On([before], $"{Held} README.md");
        var merge = host.On([side, before], $"{Held} README.md", "continuing: a\n\nPool: aws\nLock: a\n");
        using var watched = await Watched.OpenAsync(host);

        Assert.Equal([before], await watched.VersionsSinceAsync(before.Value));
        Assert.False(watched.History.Graph.Touches(merge, "aws/claimed/a"));
    }

    [Fact]
    public async Task AreTheNewestVersion()
    {
        host.Then(Held);
        var commit = host.Then(Held, "continuing: a\n\nPool: aws\nLock: a\n");
        host.Then($"{Held} README.md");
        using var watched = await Watched.OpenAsync(host);

        Assert.Equal([commit], await watched.VersionsSinceAsync(null));
    }

    [Theory]
    [InlineData("lock", "a")]
    [InlineData("nothing", "true")]
    public async Task AreNotNeededForAVersionThatNamesItsLock(string key, string value)
    {
        var tip = host.Then($"{Held} README.md");
        var given = key == "lock" ? new Version(tip.Value, value) : new Version(tip.Value) { Nothing = value };
        using var watched = await Watched.OpenAsync(host);
        Assert.Equal([given], (await watched.FindSinceAsync(given))!.All);
        var later = host.Then("aws/unclaimed/a aws/unclaimed/b");

        Assert.Equal([given, new Version(later.Value)], (await watched.FindSinceAsync(given))!.All);
    }
}
