namespace PoolResource.Tests.History;

public sealed class LockOfACommit : IDisposable
{
    private readonly HostedBranch host = new();

    public void Dispose() => host.Dispose();

    [Theory]
    [InlineData("aws/unclaimed/a", "aws/claimed/a", "a", "aws/claimed/a")]
    [InlineData("aws/claimed/a", "aws/unclaimed/a", "a", "aws/unclaimed/a")]
    [InlineData("aws/unclaimed/b", "aws/unclaimed/a aws/unclaimed/b", "a", "aws/unclaimed/a")]
    [InlineData("aws/unclaimed/a=1 aws/unclaimed/b", "aws/unclaimed/a=2 aws/unclaimed/b", "a", "aws/unclaimed/a")]
    [InlineData("aws/unclaimed/a aws/unclaimed/b", "aws/unclaimed/b", "a", null)]
    [InlineData("aws/claimed/z aws/unclaimed/a aws/unclaimed/b", "aws/claimed/z=2 aws/claimed/a aws/claimed/b", "a", "aws/claimed/a")]
    [InlineData("aws/claimed/z aws/unclaimed/a", "aws/claimed/z=2 aws/unclaimed/a=2", "z", "aws/claimed/z")]
    [InlineData("aws/unclaimed/a", "aws/claimed/.gitkeep aws/claimed/a aws/unclaimed/.gitkeep", "a", "aws/claimed/a")]
    [InlineData("aws-lifecycle/claimed/a", "aws/unclaimed/a", "a", "aws/unclaimed/a")]
    public async Task IsTheOneItChanged(string before, string after, string name, string? standing)
    {
        host.Then(before);
        var commit = host.Then(after);

        Assert.Equal((name, standing), await LockOfAsync(commit));
    }

    [Theory]
    [InlineData("aws/claimed/a gcp/unclaimed/x")]
    [InlineData("aws/claimed/a aws/claimed/.gitkeep")]
    [InlineData("aws/claimed/a aws/notes.txt")]
    [InlineData("aws/claimed/a aws/claimed/folder/b")]
    public async Task IsTheOneChangedLastWhenItChangedNone(string after)
    {
        host.Then("aws/unclaimed/a");
        host.Then("aws/claimed/a");
        var commit = host.Then(after);

        Assert.Equal(("a", "aws/claimed/a"), await LockOfAsync(commit));
    }

    [Theory]
    [InlineData("main/aws/ci build 1 claiming: b\n\nPool: aws\nClaim-Id: 1\n", "b")]
    [InlineData("main/aws/ci build 1 claiming: b", "b")]
    [InlineData("main/aws/ci build 1 claiming: x\n\nPool: aws\nClaim-Id: 1\n", "a")]
    [InlineData("main/aws/ci build 1 claiming: b\n\nPool: gcp\nClaim-Id: 1\n", "a")]
    [InlineData("tidied up", "a")]
    public async Task IsOfSeveralThatWereClaimedTheOneThatItsMessageNames(string message, string name)
    {
        host.Then("aws/unclaimed/a aws/unclaimed/b");

        Assert.Equal((name, $"aws/claimed/{name}"), await LockOfAsync(host.Then("aws/claimed/a aws/claimed/b", message)));
    }

    [Fact]
    public async Task IsFoundFarBackInHistory()
    {
        host.Then("aws/claimed/a gcp/claimed/n=0");
        for (var n = 1; n <= 55; n++)
        {
            host.Then($"aws/claimed/a gcp/claimed/n={n}");
        }

        Assert.Equal(("a", "aws/claimed/a"), await LockOfAsync(host.Tip));
    }

    [Fact]
    public async Task IsTheFirstOneOfTheVeryFirstCommit() =>
        Assert.Equal(("a", "aws/unclaimed/a"), await LockOfAsync(host.Then("aws/unclaimed/a aws/unclaimed/b README.md")));

    [Fact]
    public async Task IsNoneWhereNoneEverWas() =>
        Assert.Equal((null, null), await LockOfAsync(host.Then("aws/claimed/.gitkeep aws/unclaimed/.gitkeep")));

    private async Task<(string?, string?)> LockOfAsync(CommitId commit)
    {
        using var watched = await Watched.OpenAsync(host);
        return await watched.LockOfAsync(commit);
    }
}
