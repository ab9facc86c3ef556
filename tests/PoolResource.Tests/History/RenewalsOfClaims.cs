namespace PoolResource.Tests.History;

public sealed class RenewalsOfClaims : IDisposable
{
    private const string Held = "aws/claimed/a aws/claimed/b";

    private static readonly Lock A = new(PoolName.Parse("aws", "pool"), LockState.Claimed, LockName.Parse("a", "name"));

    private readonly HostedBranch host = new();

    public RenewalsOfClaims()
    {
        host.Then("aws/unclaimed/a aws/claimed/b");
        host.Then(Held, "claiming: a\n\nPool: aws\nClaim-Id: x\nLease-Until: 2026-01-02T01:00:00Z\n");
    }

    public void Dispose() => host.Dispose();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task CountByTheNewestOfTheClaimThatHolds()
    {
        using var watched = await Watched.OpenAsync(host);
        Renew("x", 2);
        Renew("x", 5);
        Renew("x", 3);
        Renew("other", 9);

        Assert.Equal(3, await LeaseAsync(watched));
        Assert.Equal("x", watched.History.Graph.Pools(host.Tip).ClaimOf(A)!.Message.ClaimId);
    }

    // Each look reads only what is new: a renewal from before is not read again.
    [Theory]
    [InlineData("", 2)]
    [InlineData("x3", 3)]
    [InlineData("other9", 2)]
    [InlineData("edit", 2)]
    [InlineData("continue", 7)]
    [InlineData("continue x9", 7)]
    [InlineData("continue y8", 8)]
    [InlineData("release take", null)]
    public async Task AreRememberedFromOneLookToTheNext(string later, int? hour)
    {
        using var watched = await Watched.OpenAsync(host);
        Renew("x", 2);
        Assert.Equal(2, await LeaseAsync(watched));
        foreach (var step in later.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            _ = step switch
            {
                "edit" => host.Then("aws/claimed/a=2 aws/claimed/b"),
                "continue" => host.Then(Held, "continuing: a\n\nPool: aws\nLock: a\nClaim-Id: y\nContinues: x\nLease-Until: 2026-01-02T07:00:00Z\n"),
                "release" => host.Then("aws/unclaimed/a aws/claimed/b", "unclaiming: a\n\nPool: aws\n"),
                "take" => host.Then(Held, "claiming: a\n\nPool: aws\nClaim-Id: z\n"),
                _ => Renew(step[..^1], step[^1] - '0'),
            };
        }

        Assert.Equal(hour, await LeaseAsync(watched));
        Assert.Equal(hour, await LeaseAsync(watched));
        using var afresh = await Watched.OpenAsync(host);
        Assert.Equal(hour, await LeaseAsync(afresh));
    }

    [Fact]
    public async Task AreFoundFarBehindTheClaimAndFarBehindTheTip()
    {
        for (var n = 0; n < 60; n++)
        {
            host.Then($"{Held} gcp/unclaimed/n={n}");
        }

        Renew("x", 2, $"{Held} gcp/unclaimed/n=59");
        for (var n = 60; n < 120; n++)
        {
            host.Then($"{Held} gcp/unclaimed/n={n}");
        }

        using var watched = await Watched.OpenAsync(host);
        Assert.Equal(2, await LeaseAsync(watched, "--depth=1"));
    }

    private CommitId Renew(string id, int hour, string files = Held) =>
        host.Then(files, $"renewing: a\n\nPool: aws\nLock: a\nClaim-Id: {id}\nLease-Until: 2026-01-02T0{hour}:00:00Z\n");

    // What has been learned, and what a search finds.
    private async Task<int?> LeaseAsync(Watched watched, params string[] options)
    {
        Assert.True(await watched.Branch.FetchAsync(Stop, options));
        await watched.Search.LearnClaimsAsync(host.Tip, [A], null, Stop);
        var graph = watched.History.Graph;
        var (learned, found) = (graph.Pools(host.Tip).ClaimOf(A)!, await watched.Search.ClaimingAsync(host.Tip, [A], 0, Stop));

        Assert.Equal(learned.LeaseUntil, graph.ClaimBy(A, found).LeaseUntil);
        Assert.Equal(learned.LeaseUntil, learned.Holder!.LeaseUntil);
        return learned.LeaseUntil?.Hour;
    }
}
