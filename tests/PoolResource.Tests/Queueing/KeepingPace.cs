using PoolResource.Queue;

namespace PoolResource.Tests.Queueing;

public sealed class KeepingPace
{
    [Theory]
    // Place, length, seconds in the line; one line for one lock, so that the sum of 1/place is that of 1/1 to 1/n.
    [InlineData(1, 1, 0, 0.5)]
    [InlineData(1, 1, 60, 1.2)]
    [InlineData(1, 1, 3600, 3)]
    [InlineData(2, 4, 600, 6)]
    [InlineData(4, 4, 60, 4.8)]
    [InlineData(4, 4, 10, 2.778)]
    [InlineData(10, 10, 600, 30)]
    [InlineData(200, 200, 600, 120)]
    [InlineData(40, 200, 1, 13.333)]
    public void LooksAsOftenAsTheLineMovesAndNoMoreThanAHostBears(int place, int length, double seconds, double pause) =>
        Assert.Equal(pause, Pause(new Pace(TimeSpan.Zero), Line(1, length), place - 1, seconds), 0.001);

    [Fact]
    public void CountsFromTheTimeAtWhichItCame() =>
        Assert.Equal(1.2, Pause(new Pace(TimeSpan.FromSeconds(1000)), Line(1, 1), 0, 1060), 0.001);

    [Fact]
    public void LooksMoreOftenWhereTheLineMovesFast()
    {
        var pace = new Pace(TimeSpan.Zero);
        Pause(pace, Line(1, 10), 9, 0);

        // Nine before have left the line, or none, in the same time.
        Assert.Equal(2, Pause(pace, Line(10, 10), 0, 1000), 0.001);
        Assert.Equal(3, Pause(new Pace(TimeSpan.Zero), Line(10, 10), 0, 1000), 0.001);
    }

    [Fact]
    public void CountsThoseWhoWereServedBeforeAlthoughOthersHaveComeBefore()
    {
        var pace = new Pace(TimeSpan.Zero);
        Pause(pace, WaitingLine.Of("abcd".Select(letter => Waiters.Of($"{letter}:1:1")).Append(Waiters.Of("z:1"))), 4, 0);

        // Four have left, and four have come with a higher priority: the line moves on each two seconds.
        var line = WaitingLine.Of("efgh".Select(letter => Waiters.Of($"{letter}:2:1")).Append(Waiters.Of("z:1")));
        Assert.Equal(5 * 2 / 3.0, Pause(pace, line, 4, 10), 0.001);
    }

    [Fact]
    public void LooksEveryTenSecondsAtLeastWhereItIsTheFirstForItsLock()
    {
        var names = Enumerable.Range(1, 100).Select(n => $"l{n}").ToList();
        var line = WaitingLine.Of(names.Select((name, n) => Waiters.Of($"{(char)(1000 + n)}:{n}::{name}")));

        Assert.Equal(10, new Pace(TimeSpan.Zero).Pause(line, line.Places(names.Select(Waiters.Name)), line.Tickets[70], TimeSpan.FromMinutes(10)).TotalSeconds);
    }

    [Fact]
    public void CountsOnlyThoseWhoMayBeGivenTheSame()
    {
        var pace = new Pace(TimeSpan.Zero);
        Pause(pace, WaitingLine.Of([Waiters.Of("a:1::x"), Waiters.Of("b:1::y"), Waiters.Of("z:2::y")]), 2, 0);

        Assert.Equal(1, Pause(pace, WaitingLine.Of([Waiters.Of("z:2::y")]), 0, 100), 0.001);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(200)]
    [InlineData(400)]
    public void AsksAHostNoMoreThanFiveTimesASecondInALineThatStands(int length) =>
        Assert.InRange(Enumerable.Range(0, length).Sum(n => 1 / Pause(new Pace(TimeSpan.Zero), Line(1, length), n, 600)), 0.5, 5);

    // Most of so many may be dead.
    [Fact]
    public void LooksEveryTwoMinutesAtLeastHoweverManyAreBefore() =>
        Assert.Equal([60, 120, 120], new[] { 60, 130, 2000 }.Select(length => Pause(new Pace(TimeSpan.Zero), Line(1, length), length - 1, 600)));

    private static WaitingLine Line(int from, int to) => WaitingLine.Of(Enumerable.Range(from, to + 1 - from).Select(n => Waiters.Of($"{(char)(1000 + n)}:{n}")));

    private static double Pause(Pace pace, WaitingLine line, int n, double seconds) =>
        pace.Pause(line, line.Places(Waiters.Names("x y")), line.Tickets[n], TimeSpan.FromSeconds(seconds)).TotalSeconds;
}
