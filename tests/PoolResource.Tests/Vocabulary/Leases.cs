namespace PoolResource.Tests.Vocabulary;

public sealed class Leases
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Theory]
    [InlineData("4h", "2026-01-02T07:04:05Z")]
    [InlineData("1s", "2026-01-02T03:04:06Z")]
    [InlineData("300ms", "2026-01-02T03:04:06Z")]
    [InlineData("87600h", "2035-12-31T03:04:05Z")]
    public void EndAtAFullSecondAndNotEarlier(string length, string until)
    {
        var lease = Lease.Parse(length, "params.lease");

        Assert.Equal(until, Lease.Write(lease.Until(Now)));
        Assert.True(lease.Until(Now) >= Now + lease.Length);
        Assert.Equal(until, Lease.Write(lease.Until(Now.ToOffset(TimeSpan.FromHours(5)))));
    }

    [Theory]
    [InlineData("0s", "params.lease: a lease of no time is over at once; …")]
    [InlineData("0", "params.lease: a lease of no time is over at once; …")]
    [InlineData("87601h", "params.lease: a lease of more than ten years is as good as none; …")]
    [InlineData("soon", "params.lease: \"soon\" is not a duration; …")]
    [InlineData("-1h", "params.lease: \"-1h\" is not a duration; …")]
    public void AreOfSomeTime(string text, string refusal) =>
        Sentence.Matches(refusal, Assert.Throws<PoolException>(() => Lease.Parse(text, "params.lease")).Message);

    [Theory]
    [InlineData("2026-01-02T07:04:05Z", true)]
    [InlineData("9998-12-31T23:59:59Z", true)]
    [InlineData("9999-01-01T00:00:00Z", false)]
    [InlineData("2026-01-02T07:04:05", false)]
    [InlineData("2026-01-02T07:04:05+00:00", false)]
    [InlineData("2026-01-02 07:04:05Z", false)]
    [InlineData("2026-1-2T07:04:05Z", false)]
    [InlineData("2026-02-30T07:04:05Z", false)]
    [InlineData("2026-01-02T25:04:05Z", false)]
    [InlineData("10000-01-02T07:04:05Z", false)]
    [InlineData("4h", false)]
    [InlineData("\u0662026-01-02T07:04:05Z", false)]
    public void AreReadFromACommitOnlyAsTheyAreWritten(string text, bool isRead)
    {
        var read = CommitMessage.Parse($"claiming: env-1\n\nPool: aws\nClaim-Id: A\nLease-Until: {text}\n").LeaseUntil;

        Assert.Equal(isRead ? text : null, read is { } until ? Lease.Write(until) : null);
    }

    [Fact]
    public void AreNoneWhereACommitNamesTwo() => Assert.Null(CommitMessage.Parse(
        "claiming: env-1\n\nPool: aws\nClaim-Id: A\nLease-Until: 2026-01-02T07:04:05Z\nLease-Until: 2026-01-02T08:04:05Z\n").LeaseUntil);
}
