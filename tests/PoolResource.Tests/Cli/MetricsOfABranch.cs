using PoolResource.Testing;

namespace PoolResource.Tests.Cli;

public sealed class MetricsOfABranch : IDisposable
{
    private readonly TestedBranch branch = new();

    public MetricsOfABranch() => branch.HoldThreeTimes();

    public void Dispose() => branch.Dispose();

    [Theory]
    [InlineData("# TYPE pool_resource_locks gauge")]
    [InlineData("# HELP pool_resource_locks How many locks stand in a pool, by state.")]
    [InlineData("pool_resource_locks{pool=\"aws\",state=\"claimed\"} 1")]
    [InlineData("pool_resource_locks{pool=\"aws\",state=\"unclaimed\"} 1")]
    [InlineData("pool_resource_oldest_claim_age_seconds{pool=\"aws\"} 10500")]
    [InlineData("# TYPE pool_resource_claims_total counter")]
    [InlineData("pool_resource_claims_total{pool=\"aws\"} 3")]
    [InlineData("pool_resource_releases_total{pool=\"aws\"} 2")]
    [InlineData("# TYPE pool_resource_hold_seconds histogram")]
    [InlineData("pool_resource_hold_seconds_bucket{pool=\"aws\",le=\"60\"} 2")]
    [InlineData("pool_resource_hold_seconds_bucket{pool=\"aws\",le=\"+Inf\"} 2")]
    [InlineData("pool_resource_hold_seconds_sum{pool=\"aws\"} 120")]
    [InlineData("pool_resource_wait_seconds_bucket{pool=\"aws\",le=\"0\"} 2")]
    [InlineData("pool_resource_wait_seconds_bucket{pool=\"aws\",le=\"120\"} 2")]
    [InlineData("pool_resource_wait_seconds_bucket{pool=\"aws\",le=\"300\"} 3")]
    public async Task Tell(string line)
    {
        var run = await branch.RunAsync("metrics");

        Assert.Equal((0, ""), (run.ExitCode, run.Stderr));
        Assert.Contains(line, run.Stdout.Split('\n'));
    }

    [Fact]
    public async Task TellOfAPoolInWhichNothingHasHappened()
    {
        branch.Repository.CommitPool("gcp/eu");

        var lines = (await branch.RunAsync("metrics")).Stdout.Split('\n');

        Assert.Contains("pool_resource_locks{pool=\"gcp/eu\",state=\"claimed\"} 0", lines);
        Assert.Contains("pool_resource_claims_total{pool=\"gcp/eu\"} 0", lines);
        Assert.Contains("pool_resource_oldest_claim_age_seconds{pool=\"gcp/eu\"} 0", lines);
    }

    [Fact]
    public async Task AreTakenByPrometheus()
    {
        branch.Repository.CommitPool("a \"b\" \\c{}=ü", unclaimed: ["x"]);

        var (exitCode, said) = await Promtool.CheckAsync((await branch.RunAsync("metrics")).Stdout, TestContext.Current.CancellationToken);

        Assert.Equal((0, ""), (exitCode, said));
    }

    [Fact]
    public async Task AreCheckedByAToolThatSeesFaults() => Assert.NotEqual(0, (await Promtool.CheckAsync("# TYPE x counter\nx{y=\"1\" 1\n", TestContext.Current.CancellationToken)).ExitCode);

    [Fact]
    public async Task AreOneTextForPrograms() =>
        Assert.Equal((await branch.RunAsync("metrics")).Stdout, (await branch.JsonAsync("metrics")).GetProperty("text").GetString());
}
