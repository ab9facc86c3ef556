namespace PoolResource.Tests.Vocabulary;

public sealed class Durations
{
    [Theory]
    [InlineData("0", 0)]
    [InlineData("0s", 0)]
    [InlineData("10s", 10_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1.5s", 1_500)]
    [InlineData(".5s", 500)]
    [InlineData("1.s", 1_000)]
    [InlineData("300ms", 300)]
    [InlineData("2000us", 2)]
    [InlineData("2000µs", 2)]
    [InlineData("2000μs", 2)]
    [InlineData("3000000ns", 3)]
    [InlineData("1h1m1s1ms", 3_661_001)]
    [InlineData("1m1h", 3_660_000)]
    [InlineData("+5s", 5_000)]
    [InlineData("100000h", 360_000_000_000)]
    public void AreReadAsGoReadsThem(string text, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Duration.Parse(text, "source.retry_delay"));

    [Theory]
    [InlineData("10")]
    [InlineData("s")]
    [InlineData("")]
    [InlineData(".")]
    [InlineData(".s")]
    [InlineData("1.2.3s")]
    [InlineData("1d")]
    [InlineData("10S")]
    [InlineData("10 s")]
    [InlineData(" 10s")]
    [InlineData("1h30")]
    [InlineData("-1s")]
    [InlineData("1e3s")]
    [InlineData("1,5s")]
    [InlineData("\u0661s")]
    [InlineData("99999999999999999999h")]
    public void AreRefusedWithAHint(string text) => Sentence.Refuses(
        "params.timeout: \"…\" is not a duration; write 10s, 30m or 1h30m", () => Duration.Parse(text, "params.timeout"));

    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(999_999)]
    public void InNanosecondsAreRefusedWhereSecondsWereMeant(long nanoseconds) => Sentence.Refuses(
        $"source.retry_delay: {nanoseconds} would be nanoseconds; write {nanoseconds}s for seconds",
        () => Duration.FromNanoseconds(nanoseconds, "source.retry_delay"));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1_000_000, 1)]
    [InlineData(10_000_000_000, 10_000)]
    [InlineData(3_600_000_000_000, 3_600_000)]
    public void InNanosecondsAreReadAsGoWritesThem(long nanoseconds, long milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Duration.FromNanoseconds(nanoseconds, "source.retry_delay"));

    [Theory]
    [InlineData(-1)]
    [InlineData(-10_000_000_000)]
    [InlineData(long.MinValue)]
    public void InNanosecondsAreRefusedBelowZero(long nanoseconds) =>
        Assert.Throws<PoolException>(() => Duration.FromNanoseconds(nanoseconds, "source.retry_delay"));

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(60, "1m")]
    [InlineData(61, "1m1s")]
    [InlineData(3600, "1h")]
    [InlineData(3660, "1h1m")]
    [InlineData(3601, "1h0m1s")]
    [InlineData(90061, "25h1m1s")]
    public void AreSaidInTheShortestWay(long seconds, string text) => Assert.Equal(text, Duration.Describe(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void AreReadBackAsTheyAreSaid() => Property.Holds(
        FsCheck.Fluent.Gen.Choose(0, 1_000_000),
        200,
        seconds => Assert.Equal(TimeSpan.FromSeconds(seconds), Duration.Parse(Duration.Describe(TimeSpan.FromSeconds(seconds)), "x")));
}
