namespace PoolResource.FaultTests.Builds;

/// <summary>A job on a timer that takes the locks of stale claims, while builds are at work.</summary>
internal sealed class Janitor
{
    private readonly Bench bench;
    private readonly IReadOnlyList<string> pools;
    private readonly Random random;
    private readonly BuildIdentity build;
    private readonly BuildSteps steps;

    /// <param name="bench">What it works on.</param>
    /// <param name="pools">The pools.</param>
    /// <param name="number">The number of its build.</param>
    /// <param name="seed">Decides everything.</param>
    public Janitor(Bench bench, IReadOnlyList<string> pools, int number, int seed)
    {
        (this.bench, this.pools, random) = (bench, pools, new Random((seed * 100) + number));
        build = new BuildIdentity(number);
        steps = new BuildSteps(bench, build, new Random(random.Next()));
    }

    /// <summary>Reaps some times, with pauses.</summary>
    public async Task RunAsync()
    {
        for (var left = random.Next(3, 7); left > 0; left--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(200, 1800)), TimeProvider.System);
            var pool = random.Next(pools.Count);
            await steps.PersistAsync(Put.Reaping(pools[pool], ReapPlan.Draw(random, bench.Cluster.Url, pools[(pool + 1) % pools.Count])));
        }

        bench.Cluster.End(build, "succeeded");
    }
}
