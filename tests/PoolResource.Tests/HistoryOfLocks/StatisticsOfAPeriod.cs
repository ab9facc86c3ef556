using PoolResource.History;

namespace PoolResource.Tests.HistoryOfLocks;

public sealed class StatisticsOfAPeriod
{
    private const string Free = "aws/unclaimed/a";
    private const string Held = "aws/claimed/a";

    private static readonly string[] Names = ["a", "b"];

    private readonly MadeCommits made = new();

    [Theory]
    [InlineData(0, 100, 0.30)]
    [InlineData(0, 20, 0.50)]
    [InlineData(10, 20, 1.00)]
    [InlineData(15, 25, 0.50)]
    [InlineData(20, 50, 0.00)]
    [InlineData(80, 100, 1.00)]
    [InlineData(100, 200, 1.00)]
    [InlineData(-100, 0, 0.00)]
    public void TellTheShareOfTheTimeForWhichALockWasHeld(int from, int until, double share)
    {
        made.Then(Free, minute: 0);
        made.Then(Held, minute: 10);
        made.Then(Free, minute: 20);
        made.Then(Held, minute: 80);

        var told = Over(from, until);

        Assert.Equal(share, told.Total.Utilisation, 6);
        Assert.Equal(share, told.ByPool.GetValueOrDefault(MadeCommits.Of("aws/a").Pool, new Figures()).Utilisation, 6);
    }

    [Fact]
    public void CountALockForAsLongAsItWasThere()
    {
        made.Then("aws/unclaimed/b", minute: 0);
        made.Then($"{Held} aws/unclaimed/b", minute: 50);
        made.Then("gcp/claimed/a aws/unclaimed/b", minute: 75);

        var told = Over(0, 100);

        Assert.Equal(0.5, told.Total.Utilisation * 150 / 100, 6);
        Assert.Equal((TimeSpan.FromMinutes(25), TimeSpan.FromMinutes(25)), (told.ByLock[MadeCommits.Of("aws/a")].Held, told.ByLock[MadeCommits.Of("aws/a")].Present));
        Assert.Equal(1, told.ByLock[MadeCommits.Of("gcp/a")].Utilisation);
        Assert.Equal(0, told.ByLock[MadeCommits.Of("aws/b")].Utilisation);
        Assert.Equal(25.0 / 125, told.ByPool[MadeCommits.Of("aws/a").Pool].Utilisation, 6);
    }

    [Fact]
    public void TellHowLongHoldsWereThatEnded()
    {
        made.Then(Free, minute: 0);
        foreach (var (claim, release) in new[] { (10, 11), (20, 22), (30, 33), (40, 90), (95, 200) })
        {
            made.Then(Held, minute: claim);
            made.Then(Free, minute: release);
        }

        Assert.Equal(new Distribution(4, Minutes(2), Minutes(50), Minutes(50), Minutes(50)), Over(0, 100).Total.Holds);
        Assert.Equal(5, Over(0, 100).Total.Claims);
        Assert.Equal(new Distribution(1, Minutes(105), Minutes(105), Minutes(105), Minutes(105)), Over(100, 300).Total.Holds);
    }

    [Fact]
    public void CountAClaimThatWentToAnotherPoolOnce()
    {
        made.Then(Free, minute: 0);
        made.Then(Held, "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: x", 10);
        made.Then("gcp/claimed/a", "t/p/j build 1 moving: a to gcp/claimed\n\nPool: aws\nClaim-Id: x", 20);
        made.Then("gcp/unclaimed/a", "t/p/j build 1 unclaiming: a\n\nPool: gcp", 40);

        var told = Over(0, 100);

        Assert.Equal((1, Minutes(30)), (told.Total.Holds.Count, told.Total.Holds.Longest));
        Assert.Equal(0, told.ByPool[MadeCommits.Of("aws/a").Pool].Holds.Count);
        Assert.Equal(Minutes(30), told.Total.Held);
    }

    [Fact]
    public void TellHowLongClaimsWaitedAndOnHowManyThatRests()
    {
        made.Then("aws/unclaimed/a aws/unclaimed/b aws/unclaimed/c aws/unclaimed/d");
        made.Then("aws/claimed/a aws/unclaimed/b aws/unclaimed/c aws/unclaimed/d", "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: 1\nWaited: 60s");
        made.Then("aws/claimed/a aws/claimed/b aws/unclaimed/c aws/unclaimed/d", "t/p/j build 2 claiming: b\n\nPool: aws\nClaim-Id: 2\nWaited: 180s");
        made.Then("aws/claimed/a aws/claimed/b aws/claimed/c aws/unclaimed/d", "t/q/k build 3 claiming: c\n\nPool: aws\nClaim-Id: 3");
        made.Then("aws/claimed/a aws/claimed/b aws/claimed/c aws/claimed/d", "claiming: d");

        var told = Over(0, 100);

        Assert.Equal((4, 3), (told.Total.Claims, told.Total.ClaimsThatTell));
        Assert.Equal(new Distribution(2, Minutes(1), Minutes(3), Minutes(3), Minutes(3)), told.Total.Waits);
        Assert.Equal(2.0 / 3, told.Total.Contention, 6);
        Assert.Equal(["t/p", "t/q"], told.ByPipeline.Keys.Order());
        Assert.Equal((2, 1.0), (told.ByPipeline["t/p"].Claims, told.ByPipeline["t/p"].Contention));
        Assert.Equal((1, 0.0), (told.ByJob[new BuildJob("t", "q", "k")].Claims, told.ByJob[new BuildJob("t", "q", "k")].Contention));
        Assert.Equal(Minutes(100 - 3), told.ByPipeline["t/q"].Held);
    }

    // Whoever waited then did not write it down.
    [Theory]
    [InlineData("", 0, 0)]
    [InlineData("\nWaited: 60s", 1, 1)]
    public void AskOnlyClaimsThatCouldTell(string waited, int telling, double contention)
    {
        made.Then(Free);
        made.Then(Held, "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: 1");
        made.Then(Free, "t/p/j build 1 unclaiming: a");
        made.Then(Held, $"t/p/j build 2 claiming: a\n\nPool: aws\nClaim-Id: 2{waited}");

        Assert.Equal((2, telling, contention), (Over(0, 100).Total.Claims, Over(0, 100).Total.ClaimsThatTell, Over(0, 100).Total.Contention));
    }

    // Added as held, taken over, moved with its claim, and moved to somebody else's.
    [Fact]
    public void CountAsManyClaimsAsEndsAndHeldLocks()
    {
        made.Then(Held, "t/p/j build 1 adding: a\n\nPool: aws\nClaim-Id: x");
        made.Then($"{Held}=2", "t/p/j build 2 claiming: a\n\nPool: aws\nClaim-Id: y");
        made.Then("gcp/claimed/a=2", "t/p/j build 2 moving: a to gcp/claimed\n\nPool: aws\nClaim-Id: y", minute: 1);
        made.Then(Held, "by hand");

        Assert.Equal((3, 2), (Over(0, 100).Total.Claims, Over(0, 100).Total.Holds.Count));
        Assert.NotNull(made.History.Held(MadeCommits.Of("aws/a")));
    }

    [Fact]
    public void CountWhatOthersThanTheHolderEnded()
    {
        made.Then(Free);
        made.Then(Held, "t/p/j build 1 claiming: a\n\nPool: aws\nClaim-Id: x");
        made.Then(Free, "t/p/j build 1 unclaiming: a");
        made.Then(Held, "t/p/j build 2 claiming: a\n\nPool: aws\nClaim-Id: y");
        made.Then(Free, "its build is dead");

        Assert.Equal((2, 1), (Over(0, 100).Total.Holds.Count, Over(0, 100).Total.EndedByOthers));
    }

    [Fact]
    public void AreOfNothingWhereNothingHappened()
    {
        var told = PoolStatistics.Over(LockHistory.Empty, new Period(MadeCommits.Start, MadeCommits.Start.AddDays(1)));

        Assert.Equal(new Figures(), told.Total);
        Assert.Empty(told.ByPool);
    }

    // Any dates: no share is above one, no time below zero.
    [Fact]
    public void AreSoundWhateverTheClocksSay() => Property.Holds(FsCheck.Fluent.Gen.Choose(0, 1_000_000_000), 200, seed =>
    {
        var random = new Random(seed);
        var branch = new MadeCommits();
        for (var n = random.Next(2, 20); n > 0; n--)
        {
            branch.Then(string.Join(' ', Names.Select(name => $"aws/{(random.Next(2) == 0 ? "claimed" : "unclaimed")}/{name}")), minute: random.Next(10) == 0 ? random.Next(-100_000, 4_000_000) : random.Next(100));
        }

        var told = PoolStatistics.Over(branch.History, new Period(MadeCommits.Start.AddMinutes(random.Next(100)), MadeCommits.Start.AddMinutes(random.Next(100))));

        Assert.All([told.Total, .. told.ByLock.Values, .. told.ByPool.Values], figures =>
        {
            Assert.InRange(figures.Held, TimeSpan.Zero, figures.Present);
            Assert.InRange(figures.Utilisation, 0, 1);
            Assert.True(figures.Holds.P50 >= TimeSpan.Zero && figures.Holds.P50 <= figures.Holds.P90 && figures.Holds.P90 <= figures.Holds.P95 && figures.Holds.P95 <= figures.Holds.Longest);
        });
    });

    private PoolStatistics Over(int from, int until) =>
        PoolStatistics.Over(made.History, new Period(MadeCommits.Start.AddMinutes(from), MadeCommits.Start.AddMinutes(until)));

    private static TimeSpan Minutes(int minutes) => TimeSpan.FromMinutes(minutes);
}
