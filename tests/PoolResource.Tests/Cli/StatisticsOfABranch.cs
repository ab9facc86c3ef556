using PoolResource.Cli.Display;

namespace PoolResource.Tests.Cli;

public sealed class StatisticsOfABranch : IDisposable
{
    private readonly TestedBranch branch = new();

    public StatisticsOfABranch() => branch.HoldThreeTimes();

    public void Dispose() => branch.Dispose();

    [Theory]
    [InlineData("pool", "POOL  held            claims  waited  wait p50  p95      hold p50  p95  longest  ended by others  claims over time", "aws   █████░░░░░ 49 %  3       33 %    2 m 7 s   2 m 7 s  1 m       1 m  1 m      1")]
    [InlineData("lock", "LOCK       held            claims", "aws/env-1  ██████████ 98 %  3")]
    [InlineData("job", "JOB               held for  claims", "main/deploy/test  2 h 57 m  3")]
    [InlineData("pipeline", "PIPELINE     held for  claims", "main/deploy  2 h 57 m  3")]
    public async Task AreALineForEach(string by, string heading, string line)
    {
        var run = await branch.RunAsync("stats", "--since", "3h", "--by", by);

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        var lines = run.Stdout.Split('\n');
        Assert.StartsWith(heading.Split("  ")[0], lines[0], StringComparison.Ordinal);
        Assert.Contains(lines, one => one.StartsWith(line, StringComparison.Ordinal));
        Assert.Contains(lines, one => one == "2026-01-02 03:04Z to 2026-01-02 06:04Z: 3 claims, 2 holds ended, 1 by others; waits are those of 3 claims that tell");
    }

    [Fact]
    public async Task AreToldToPrograms()
    {
        var json = await branch.JsonAsync("stats", "--since", "3h", "--by", "pool");

        Assert.Equal(["uri", "branch", "ref", "from", "until", "by", "total", "groups"], json.EnumerateObject().Select(one => one.Name));
        var group = Assert.Single(json.GetProperty("groups").EnumerateArray());
        Assert.Equal("aws", group.GetProperty("name").GetString());
        Assert.Equal(
            """{"held_seconds":10620,"present_seconds":21600,"utilisation":0.4917,"claims":3,"claims_that_tell":3,"contention":0.3333,"waits":{"count":1,"p50_seconds":127,"p90_seconds":127,"p95_seconds":127,"longest_seconds":127},"holds":{"count":2,"p50_seconds":60,"p90_seconds":60,"p95_seconds":60,"longest_seconds":60},"ended_by_others":1}""",
            group.GetProperty("figures").GetRawText());
        Assert.Equal(group.GetProperty("figures").GetRawText(), json.GetProperty("total").GetRawText());
    }

    [Fact]
    public async Task AreOfThePeriodAlone() =>
        Assert.Equal(0, (await branch.JsonAsync("stats", "--since", "1m")).GetProperty("total").GetProperty("claims").GetInt32());

    [Fact]
    public async Task AreRefusedByWhatIsNoGroup() => Assert.Equal(2, (await branch.RunAsync("stats", "--by", "moon")).ExitCode);

    [Theory]
    [InlineData(0, "░░░░")]
    [InlineData(0.001, "█░░░")]
    [InlineData(0.5, "██░░")]
    [InlineData(0.99, "████")]
    [InlineData(7, "████")]
    [InlineData(-1, "░░░░")]
    public void ShowAShareAsABar(double share, string bar) => Assert.Equal(bar, Bars.Share(share, 4));

    [Theory]
    [InlineData("", "")]
    [InlineData("0 0", "")]
    [InlineData("1 0 4 7", "▂ ▅█")]
    [InlineData("2147483647 1 0 0", "█▁")]
    public void ShowFiguresAsASparkline(string figures, string line) =>
        Assert.Equal(line, Bars.Sparkline([.. figures.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => int.Parse(one, System.Globalization.CultureInfo.InvariantCulture))]));
}
