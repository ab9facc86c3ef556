using System.Globalization;
using PoolResource.History;

namespace PoolResource.Tests.HistoryOfLocks;

public sealed class TimesTogether
{
    [Theory]
    [InlineData("", "0 0 0 0 0")]
    [InlineData("7", "1 7 7 7 7")]
    [InlineData("1 2", "2 1 2 2 2")]
    [InlineData("3 1 2", "3 2 3 3 3")]
    [InlineData("1 2 3 4 5 6 7 8 9 10", "10 5 9 10 10")]
    [InlineData("20 19 18 17 16 15 14 13 12 11 10 9 8 7 6 5 4 3 2 1", "20 10 18 19 20")]
    public void AreTimesThatWereMeasured(string times, string expected)
    {
        var told = Distribution.Of(times.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Seconds));

        Assert.Equal(expected, string.Create(
            CultureInfo.InvariantCulture, $"{told.Count} {told.P50.TotalSeconds} {told.P90.TotalSeconds} {told.P95.TotalSeconds} {told.Longest.TotalSeconds}"));
    }

    // Within the seconds from 10 to 20.
    [Theory]
    [InlineData("", 0)]
    [InlineData("12-14", 2)]
    [InlineData("0-11 19-30", 2)]
    [InlineData("0-30", 10)]
    [InlineData("12-16 14-18", 6)]
    [InlineData("12-18 13-14", 6)]
    [InlineData("16-17 12-13", 2)]
    [InlineData("0-5 25-30", 0)]
    [InlineData("18-12", 0)]
    public void CountOnceWhatTheyHaveInCommon(string stretches, int seconds) => Assert.Equal(
        TimeSpan.FromSeconds(seconds),
        Stretch("10-20").Covered(stretches.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Stretch)));

    private static Period Stretch(string text) => new(MadeCommits.Start + Seconds(text.Split('-')[0]), MadeCommits.Start + Seconds(text.Split('-')[1]));

    private static TimeSpan Seconds(string text) => TimeSpan.FromSeconds(int.Parse(text, CultureInfo.InvariantCulture));
}
