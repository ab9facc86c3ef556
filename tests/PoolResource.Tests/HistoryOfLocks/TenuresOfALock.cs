using PoolResource.History;

namespace PoolResource.Tests.HistoryOfLocks;

public sealed class TenuresOfALock
{
    private const string Free = "aws/unclaimed/a";
    private const string Held = "aws/claimed/a";
    private const string Claim = "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: x";
    private const string By1 = $"{Held} x by t/p/j build 1";

    // Each step is the files and the message of a commit.
    [Theory]
    [InlineData("", $"{By1} 1-")]
    [InlineData($"{Free}|t/p/j build 1 unclaiming: a", $"{By1} 1-2 Released by t/p/j build 1")]
    [InlineData($"{Free}|t/p/j build 2 unclaiming: a", $"{By1} 1-2 Released by t/p/j build 2, another")]
    [InlineData($"{Free}|by hand", $"{By1} 1-2 Released by Jane, another")]
    [InlineData("|t/p/j build 1 removing: a", $"{By1} 1-2 Removed by t/p/j build 1")]
    [InlineData("aws-lifecycle/unclaimed/a|t/p/j build 1 recycling: a", $"{By1} 1-2 Recycled by t/p/j build 1")]
    [InlineData("gcp/unclaimed/a|t/p/j build 1 moving: a to gcp/unclaimed", $"{By1} 1-2 Moved by t/p/j build 1")]
    [InlineData($"{Held}=2|edit by hand", $"{By1} 1-")]
    [InlineData($"{Held}=2|t/p/j build 1 updating: a\n\nPool: aws\nClaim-Id: x", $"{By1} 1-")]
    [InlineData($"{Held}|t/p/j build 1 continuing: a\n\nPool: aws\nLock: a\nClaim-Id: y\nContinues: x", $"{Held} y by t/p/j build 1 1-")]
    [InlineData($"{Held}|t/p/j build 1 continuing: a\n\nPool: aws\nLock: a\nClaim-Id: y\nContinues: x;{Held}|t/p/j build 1 continuing: a\n\nPool: aws\nLock: a\nClaim-Id: z\nContinues: y", $"{Held} z by t/p/j build 1 1-")]
    [InlineData($"{Held}|t/p/j build 2 continuing: a\n\nPool: aws\nLock: a\nClaim-Id: y\nContinues: other", $"{By1} 1-2 Claimed by t/p/j build 2, another;{Held} y by t/p/j build 2 2-")]
    [InlineData($"{Held}|continuing: b\n\nPool: aws\nLock: b\nClaim-Id: y\nContinues: x", $"{By1} 1-")]
    [InlineData($"{Held} README|continuing: a\n\nPool: aws\nLock: a\nClaim-Id: y\nContinues: other", $"{By1} 1-")]
    [InlineData($"{Held}=2|t/p/j build 2 claiming: a\n\nPool: aws\nClaim-Id: y", $"{By1} 1-2 Claimed by t/p/j build 2, another;{Held} y by t/p/j build 2 2-")]
    [InlineData($"{Held}|t/p/j build 1 renewing: a\n\nPool: aws\nLock: a\nClaim-Id: x\nLease-Until: 2026-01-02T07:04:05Z", $"{By1} 1- leased until 2026-01-02T07:04:05Z")]
    [InlineData($"{Held}|t/p/j build 1 renewing: a\n\nPool: aws\nLock: a\nClaim-Id: x\nLease-Until: 2026-01-02T07:04:05Z\nRenewed-By: Anna <anna@example.com>;{Held}|t/p/j build 1 continuing: a\n\nPool: aws\nLock: a\nClaim-Id: y\nContinues: x", $"{Held} y by t/p/j build 1 1-")]
    [InlineData($"{Held}|t/p/j build 2 renewing: a\n\nPool: aws\nLock: a\nClaim-Id: other\nLease-Until: 2026-01-02T07:04:05Z", $"{By1} 1-")]
    [InlineData($"{Held}|t/p/j build 1 renewing: a\n\nPool: aws\nLock: a\nClaim-Id: x\nLease-Until: never", $"{By1} 1-")]
    [InlineData($"{Free}|by hand;{Held}|mine", $"{By1} 1-2 Released by Jane, another;{Held} - by Jane 3-")]
    public void AreToldFromTheClaimToItsEnd(string steps, string expected) => Assert.Equal(expected.Split(';'), Tenures(steps, "aws/a"));

    [Theory]
    [InlineData("t/p/j build 1 moving: a to gcp/claimed\n\nPool: aws\nClaim-Id: x", $"{By1} 1-2 Moved by t/p/j build 1, goes on", "gcp/claimed/a x by t/p/j build 1 2-3 since 1 Released by t/p/j build 1")]
    [InlineData("t/p/j build 1 moving: a to gcp/claimed\n\nPool: aws\nClaim-Id: y", $"{By1} 1-2 Moved by t/p/j build 1", "gcp/claimed/a y by t/p/j build 1 2-3 Released by t/p/j build 1")]
    [InlineData("by hand", $"{By1} 1-2 Moved by Jane, another", "gcp/claimed/a - by Jane 2-3 Released by t/p/j build 1, another")]
    public void GoOnInAnotherPoolUnderTheSameClaimAlone(string message, string there, string here)
    {
        var steps = $"gcp/claimed/a|{message};gcp/unclaimed/a|t/p/j build 1 unclaiming: a\n\nPool: gcp";

        Assert.Equal([there], Tenures(steps, "aws/a"));
        Assert.Equal([here], Tenures(steps, "gcp/a"));
    }

    [Theory]
    [InlineData("Anna <anna@example.com>", "Anna Meier <Anna@example.com>", false)]
    [InlineData("Anna <anna@example.com>", "Anna <anna@example.org>", true)]
    public void KnowPersonsByTheirEmail(string holder, string other, bool isAnother)
    {
        foreach (var message in new[] { "mine", $"claiming: a\n\nPool: aws\nClaim-Id: x\nPerson: {holder}" })
        {
            var made = new MadeCommits();
            made.Then(Free);
            made.Then(Held, message, person: holder);
            made.Then(Free, "done", person: other);

            Assert.Equal(isAnother, Assert.Single(made.History.TenuresOf(MadeCommits.Of("aws/a"))).End!.IsByAnother);
        }
    }

    // Of a holder and of who releases: the account, where there is one. The e-mail is the same.
    [Theory]
    [InlineData("github:1", "github:1", false)]
    [InlineData("github:1", "github:2", true)]
    [InlineData("github:1", null, true)]
    [InlineData(null, "github:1", false)]
    public void KnowPersonsWhoHaveLoggedInByTheirAccount(string? holder, string? other, bool isAnother)
    {
        var made = new MadeCommits();
        made.Then(Free);
        made.Then(Held, Said("claiming", holder, "\nClaim-Id: x"));
        made.Then(Free, Said("unclaiming", other));

        Assert.Equal(isAnother, Assert.Single(made.History.TenuresOf(MadeCommits.Of("aws/a"))).End!.IsByAnother);

        static string Said(string verb, string? account, string more = "") =>
            $"{verb}: a\n\nPool: aws{more}\nPerson: Anna <anna@example.com>{(account is null ? "" : $"\nAccount: {account}")}\n";
    }

    [Theory]
    [InlineData("claiming: a\n\nBuild URL: https://ci/builds/1", "unclaiming: a\n\nBuild URL: https://ci/builds/1", false)]
    [InlineData("claiming: a\n\nBuild URL: https://ci/builds/1", "unclaiming: a\n\nBuild URL: https://ci/builds/2", true)]
    [InlineData("claiming: a\n\nBuild URL: HTTPS://ci:443/builds/1", "unclaiming: a\n\nBuild URL: https://ci/builds/1", false)]
    [InlineData("claiming: a\n\nBuild URL: https://ci/builds/1", "by hand", true)]
    [InlineData("claiming: a", "t/p/j build 1 unclaiming: a", true)]
    [InlineData("mine", "mine no more", false)]
    [InlineData("tom: Move aws/unclaimed/a to aws/claimed/a", "tom: Move aws/claimed/a to aws/unclaimed/a", false)]
    [InlineData("tom: Move aws/unclaimed/a to aws/claimed/a", "ann: Move aws/claimed/a to aws/unclaimed/a", true)]
    public void TellWhetherAnotherThanTheHolderEndedThem(string claim, string release, bool isAnother)
    {
        var made = new MadeCommits();
        made.Then(Free);
        made.Then(Held, claim);
        made.Then(Free, release);

        Assert.Equal(isAnother, Assert.Single(made.History.TenuresOf(MadeCommits.Of("aws/a"))).End!.IsByAnother);
    }

    // The dates of four commits, the first of which adds the lock; then it is claimed and released, and claimed again.
    [Theory]
    [InlineData("0 1 2 3", "1-2;3-")]
    [InlineData("0 9 2 3", "9-9;3-")]
    [InlineData("0 -9 2 3", "0-2;3-")]
    [InlineData("0 1 -9 3", "1-1;3-")]
    [InlineData("0 1 9000 3", "1-9000;9000-")]
    [InlineData("0 1 9000 3 4", "1-9000;9000-9000")]
    [InlineData("9 8 7 6 5", "9-9;7-7")]
    public void AreNeverNegativeWhateverTheClocksSay(string minutes, string expected)
    {
        var made = new MadeCommits();
        foreach (var (minute, n) in minutes.Split(' ').Select((minute, n) => (int.Parse(minute, System.Globalization.CultureInfo.InvariantCulture), n)))
        {
            made.Then(n % 2 == 0 ? Free : Held, minute: minute);
        }

        var tenures = made.History.TenuresOf(MadeCommits.Of("aws/a"));

        Assert.Equal(expected, string.Join(';', tenures.Select(tenure => $"{Minute(tenure.From)}-{(tenure.End is { } end ? Minute(end.When) : "")}")));
        Assert.All(tenures, tenure => Assert.True(tenure.Length(MadeCommits.Start) >= TimeSpan.Zero));

        static double Minute(DateTimeOffset when) => (when - MadeCommits.Start).TotalMinutes;
    }

    // The release's date is far in the future; two commits later, when the lock is taken again, the clock is right.
    [Fact]
    public void EndNoLaterThanTheNextBegins()
    {
        var made = new MadeCommits();
        made.Then(Free);
        made.Then(Held, minute: 1);
        made.Then(Free, minute: 9000);
        made.Then($"{Free} README", minute: 3);
        made.Then(Held, minute: 4);

        Assert.Equal(["1-4", "4-"], Tenures(made.History).Select(line => line.Split(' ')[4]));
    }

    [Fact]
    public void EndAtOnceWhereTheBranchBeginsWithTheLockHeld()
    {
        var made = new MadeCommits();
        made.Then(Held);
        made.Then(Free, "unclaiming: a");

        Assert.Equal([$"{Held} - by Jane 0-1 Released by Jane, another"], Tenures(made.History));
    }

    private static IEnumerable<string> Tenures(string steps, string one)
    {
        var made = new MadeCommits();
        made.Then(Free);
        made.Then(Held, Claim);
        foreach (var step in steps.Split(';', StringSplitOptions.RemoveEmptyEntries).Select(step => step.Split('|')))
        {
            made.Then(step[0], step[1]);
        }

        return made.History.TenuresOf(MadeCommits.Of(one)).Select(MadeCommits.Said);
    }

    private static IEnumerable<string> Tenures(LockHistory history) => history.TenuresOf(MadeCommits.Of("aws/a")).Select(MadeCommits.Said);
}
