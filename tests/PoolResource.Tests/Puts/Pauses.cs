using FsCheck.Fluent;
using PoolResource.Transactions;

namespace PoolResource.Tests.Puts;

public sealed class Pauses
{
    [Theory]
    [InlineData(0, 0, 500)]
    [InlineData(0, 1, 625)]
    [InlineData(30, 0, 500)]
    [InlineData(120, 0, 2_000)]
    [InlineData(120, 1, 2_500)]
    [InlineData(3600, 0, 10_000)]
    [InlineData(3600, 1, 10_000)]
    public void WhileBusyGrowWithTheWait(int waited, double random, int milliseconds) => Assert.Equal(
        TimeSpan.FromMilliseconds(milliseconds), Backoff.WhileBusy(TimeSpan.FromSeconds(waited), TimeSpan.FromSeconds(10), random));

    [Fact]
    public void WhileBusyNeverPassTheRetryDelay() => Property.Holds(
        from waited in Gen.Choose(0, 1_000_000)
        from ceiling in Gen.Choose(1, 100_000)
        from random in Gen.Choose(0, 1000)
        select (Waited: TimeSpan.FromSeconds(waited), Ceiling: TimeSpan.FromMilliseconds(ceiling), Chance: random / 1000.0),
        500,
        given => Assert.InRange(
            Backoff.WhileBusy(given.Waited, given.Ceiling, given.Chance), TimeSpan.FromMilliseconds(1), given.Ceiling));

    [Theory]
    [InlineData(1, 100, 500)]
    [InlineData(2, 100, 1_400)]
    [InlineData(3, 100, 2_800)]
    [InlineData(4, 100, 2_800)]
    [InlineData(1_000_000, 100, 2_800)]
    [InlineData(1, 0, 25)]
    [InlineData(1, 10_000, 30_000)]
    public void AfterARaceGrowWithTheAttemptAndTheLosses(int lost, int attempt, int longest)
    {
        Assert.Equal(TimeSpan.Zero, Backoff.AfterRace(lost, TimeSpan.FromMilliseconds(attempt), 0));
        Assert.Equal(TimeSpan.FromMilliseconds(longest), Backoff.AfterRace(lost, TimeSpan.FromMilliseconds(attempt), 1));
    }

    [Theory]
    [InlineData(1, 500, 625)]
    [InlineData(2, 1_000, 1_250)]
    [InlineData(6, 16_000, 20_000)]
    [InlineData(1_000_000, 16_000, 20_000)]
    public void AfterAFailureGrowToAQuarterOfAMinute(int unanswered, int shortest, int longest)
    {
        Assert.Equal(TimeSpan.FromMilliseconds(shortest), Backoff.AfterFailure(unanswered, 0));
        Assert.Equal(TimeSpan.FromMilliseconds(longest), Backoff.AfterFailure(unanswered, 1));
    }
}
