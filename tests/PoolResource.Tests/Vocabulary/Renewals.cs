using PoolResource.Tests.Operations;

namespace PoolResource.Tests.Vocabulary;

public sealed class Renewals
{
    private const string Claim = "main/a/b build 1 claiming: env-1\n\nPool: aws\nClaim-Id: A\nLease-Until: 2026-01-02T07:00:00Z\n";
    private const string Renewal = "main/a/b build 1 renewing: env-1\n\nPool: aws\nLock: env-1\nClaim-Id: A\nLease-Until: 2026-01-02T09:00:00Z\n";
    private const string OfAnother = "main/a/b build 9 renewing: env-1\n\nPool: aws\nLock: env-1\nClaim-Id: Z\nLease-Until: 2026-01-02T11:00:00Z\n";
    private const string Unreadable = "main/a/b build 1 renewing: env-1\n\nPool: aws\nLock: env-1\nClaim-Id: A\nLease-Until: for ever\n";

    private static readonly Lock Held = new(Answer.Aws, LockState.Claimed, Answer.Env1);

    [Theory]
    [InlineData(Renewal, "A")]
    [InlineData("keep it longer\n\nPool: aws\nLock: env-1\nClaim-Id: A\nLease-Until: 2026-01-02T09:00:00Z\n", "A")]
    [InlineData(Unreadable, "A")]
    [InlineData("renewing: env-2\n\nPool: aws\nLock: env-2\nClaim-Id: A\nLease-Until: 2026-01-02T09:00:00Z\n", null)]
    [InlineData("renewing: env-1\n\nPool: gcp\nLock: env-1\nClaim-Id: A\nLease-Until: 2026-01-02T09:00:00Z\n", null)]
    [InlineData("renewing: env-1\n\nPool: aws\nLock: env-1\nLease-Until: 2026-01-02T09:00:00Z\n", null)]
    [InlineData("continuing: env-1\n\nPool: aws\nLock: env-1\nClaim-Id: B\nContinues: A\nLease-Until: 2026-01-02T09:00:00Z\n", null)]
    [InlineData("by hand\n\nPool: aws\nLock: env-1\nClaim-Id: B\nContinues: A\nLease-Until: 2026-01-02T09:00:00Z\n", null)]
    [InlineData(Claim, null)]
    public void AreToldFromClaims(string message, string? claimId)
    {
        var told = new ClaimsInAMessage(message);

        Assert.Equal(claimId, told.Renewing(Held)?.ClaimId);
        Assert.True(claimId is null || told.About(Held) is null);
        Assert.True(claimId is null || !told.IsAboutOthers(Held));
    }

    // A squash has the messages of many commits.
    [Theory]
    [InlineData(Claim, "2026-01-02T07:00:00Z")]
    [InlineData(Claim + "\n" + Renewal, "2026-01-02T09:00:00Z")]
    [InlineData(Claim + "\n" + Renewal + "\n" + OfAnother, "2026-01-02T07:00:00Z")]
    [InlineData(Claim + "\n" + Unreadable, "2026-01-02T07:00:00Z")]
    [InlineData(Renewal + "\n" + Claim, "2026-01-02T07:00:00Z")]
    [InlineData("Squashed commit of the following:\n\ncommit 1234\n\n    main/a/b build 1 renewing: env-1\n    \n    Pool: aws\n    Lock: env-1\n    Claim-Id: A\n    Lease-Until: 2026-01-02T09:00:00Z\n\ncommit 1233\n\n    main/a/b build 1 claiming: env-1\n    \n    Pool: aws\n    Claim-Id: A\n", "2026-01-02T09:00:00Z")]
    public void CountInASquashWithTheClaimTheyRenew(string message, string until) =>
        Assert.Equal(until, Lease.Write(new ClaimsInAMessage(message).About(Held)!.LeaseUntil!.Value));
}
