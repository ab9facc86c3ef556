namespace PoolResource.Tests.History;

public sealed class ChangesOfHands : IDisposable
{
    private readonly HostedBranch host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("aws/claimed/a=edited", "edit by hand", false)]
    [InlineData("aws/claimed/a=edited", "updating: a\n\nPool: aws\n", false)]
    [InlineData("aws/claimed/a aws/unclaimed/b", "claiming: b\n\nPool: aws\nClaim-Id: B\n", false)]
    [InlineData("aws/claimed/a=edited", "claiming: b\n\nPool: aws\nClaim-Id: B\n", false)]
    [InlineData("aws/claimed/a=edited", "claiming: a\n\nPool: aws\nClaim-Id: B\n", true)]
    [InlineData("aws/claimed/a", "continuing: a\n\nPool: aws\nLock: a\nClaim-Id: B\nContinues: A\n", true)]
    [InlineData("aws/unclaimed/a", "by hand", true)]
    [InlineData("blue/claimed/a", "by hand", true)]
    [InlineData("README.md", "by hand", true)]
    public async Task AreNoEditsInPlace(string after, string message, bool changesHands)
    {
        var before = host.Then("aws/claimed/a");
        var commit = host.Then(after, message);
        using var watched = await Watched.OpenAsync(host);
        Assert.True(await watched.History.FetchSinceAsync(before, TestContext.Current.CancellationToken));

        Assert.Equal(changesHands, watched.History.Graph.ChangesHands(commit, new Lock(host.Source.Pool, LockState.Claimed, LockName.Parse("a", "x"))));
    }
}
