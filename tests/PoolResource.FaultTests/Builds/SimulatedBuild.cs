namespace PoolResource.FaultTests.Builds;

/// <summary>A build whose plan and whose faults a seed decides; how it goes on depends on what its steps answer.</summary>
internal sealed class SimulatedBuild
{
    private static readonly TimeSpan LatestStart = TimeSpan.FromMilliseconds(1500);

    private readonly Bench bench;
    private readonly IReadOnlyDictionary<string, string[]> pools;
    private readonly Random random;
    private readonly BuildIdentity build;
    private readonly BuildSteps steps;
    private readonly ContestedLock contested;
    private readonly Bystander bystander;
    private string directory;

    /// <param name="bench">What it works on.</param>
    /// <param name="pools">The pools with their locks.</param>
    /// <param name="number">The number of the build.</param>
    /// <param name="seed">Decides everything.</param>
    public SimulatedBuild(Bench bench, IReadOnlyDictionary<string, string[]> pools, int number, int seed)
    {
        (this.bench, this.pools, random) = (bench, pools, new Random((seed * 100) + number));
        build = number % 4 == 0 && !bench.IsForeign ? BuildIdentity.AtATerminal(number) : new BuildIdentity(number);
        directory = $"lock-{number}";
        steps = Steps();
        contested = new ContestedLock(bench, build, TakingAny, AnyOtherPool, random);
        bystander = new Bystander(steps, directory, AnyPool, AnyOf, random);
    }

    /// <summary>Runs the build to its end.</summary>
    public async Task RunAsync()
    {
        var plan = Plan();
        var start = LatestStart * random.NextDouble();
        await Task.Delay(start, TimeProvider.System);
        bench.Events.Add($"{build}: {plan.Method.Name}");
        await Task.WhenAll(plan(), LoseItsWorkerAsync());
        foreach (var one in new[] { build, contested.Other })
        {
            bench.Cluster.End(one, random.Next(5) switch { 0 => "succeeded", 1 => "aborted", 2 => "gone", 3 => "errored", _ => "failed" });
        }
    }

    // Concourse gives the build up, and its steps go on.
    private async Task LoseItsWorkerAsync()
    {
        if (random.Next(8) == 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(3000)), TimeProvider.System);
            bench.Cluster.End(build, "errored");
        }
    }

    private Func<Task> Plan() => random.Next(100) switch
    {
        < 55 when build.Person is not null => TakeAtATerminalAsync,
        _ when build.Person is not null => new AtATerminal(bench, steps, random).MeetsAnotherAsync,
        < 24 => HoldAsync,
        < 38 => UseAsync,
        < 42 => TakeAgainAsync,
        < 44 when !bench.IsForeign => RenewAsync,
        < 50 => TakeAtOnceAsync,
        < 58 => bystander.FreesByNameAsync,
        < 66 => bystander.TendsAsync,
        < 71 => ReturnTwiceAsync,
        < 75 => RecycleAsync,
        < 78 => MoveAsync,
        < 82 => bystander.WatchesAsync,
        _ when bench.IsForeign => ReturnTwiceAsync,
        < 85 => contested.HasATwinAsync,
        < 87 => contested.IsGivenBackByNameAsync,
        < 90 => contested.IsReapedTooLateAsync,
        < 92 => contested.IsMovedAndTakenAsync,
        < 94 => contested.IsEditedByHandAsync,
        < 95 => contested.LosesItsHistoryAsync,
        < 98 => contested.IsUpdatedWhenItIsOverAsync,
        _ => contested.IsAdoptedWhenTheFirstIsAbortedAsync,
    };

    private Task TakeAtATerminalAsync() => new AtATerminal(bench, steps, random).TakesAndReleasesAsync(TakingAny());

    // Takes a lock for some seconds, and again and again for some more.
    private async Task RenewAsync()
    {
        if (await TakeAndGetAsync(TakingAny() with { Lease = "2s" }) is not { } claim)
        {
            return;
        }

        for (var left = random.Next(1, 5); left > 0; left--)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1500)), TimeProvider.System);
            await steps.PersistAsync(Put.Of("renew", claim.Pool, directory, claim) with { Lease = random.Next(2) == 0 ? "1s" : "4s" });
        }

        if (random.Next(2) == 0)
        {
            await steps.PersistAsync(Put.Of("release", claim.Pool, directory, claim));
        }
    }

    // Takes a lock and keeps it.
    private async Task HoldAsync() => await steps.TakeAsync(TakingAny());

    // Takes a lock, perhaps changes its content, and gives it back.
    private async Task UseAsync()
    {
        if (await TakeAndGetAsync(TakingAny()) is not { } claim)
        {
            return;
        }

        if (random.Next(4) == 0)
        {
            await steps.UpdateAsync(claim, directory, $"changed by {directory}\n");
        }

        await steps.PersistAsync(Put.Of(random.Next(6) == 0 ? "remove" : "release", claim.Pool, directory, claim));
    }

    // Concourse runs the same put a second time although the first has answered.
    private async Task TakeAgainAsync()
    {
        var put = TakingAny() with { As = "mine" };
        if (await steps.TakeAsync(put) is { } claim && await steps.TakeAsync(put) is not null && await steps.GetAsync(claim, directory))
        {
            await steps.PersistAsync(Put.Of("release", claim.Pool, directory, claim));
        }
    }

    // Two runs of the same put overlap.
    private async Task TakeAtOnceAsync()
    {
        var put = TakingAny() with { As = "mine" };
        await Task.WhenAll(Steps().TakeAsync(put), Steps().TakeAsync(put));
    }

    // Gives a lock back a second time, after somebody may have taken it.
    private async Task ReturnTwiceAsync()
    {
        if (await TakeAndGetAsync(TakingAny()) is { } claim)
        {
            var put = Put.Of("release", claim.Pool, directory, claim);
            await steps.PersistAsync(put);
            await Task.Delay(TimeSpan.FromMilliseconds(random.Next(1200)), TimeProvider.System);
            await steps.PersistAsync(put with { WarnsWhenLost = random.Next(2) == 0 });
        }
    }

    // Sends a lock to be cleaned, cleans it, and sends it back.
    private async Task RecycleAsync()
    {
        if (await TakeAndGetAsync(TakingAny()) is not { } claim)
        {
            return;
        }

        var recycled = await steps.PersistAsync(Put.Of("recycle", claim.Pool, directory, claim));
        if (recycled.IsDone
            && await TakeAndGetAsync(Put.Claim($"{claim.Pool}-lifecycle", claim.Lock) with { As = "cleaner" }) is { } cleaning)
        {
            await steps.PersistAsync(Put.Of("restore", cleaning.Pool, directory, cleaning));
        }
    }

    // Takes a lock to another pool, and goes on holding it there, or not.
    private async Task MoveAsync()
    {
        if (await TakeAndGetAsync(TakingAny()) is { } claim)
        {
            await steps.MoveAsync(claim, directory, AnyOtherPool(claim.Pool), random.Next(2) == 0 ? "claimed" : "unclaimed");
        }
    }

    private async Task<Answer?> TakeAndGetAsync(Put put)
    {
        var claim = await steps.TakeAsync(put);
        directory = $"lock-{build.Number}-{put.Pool}";
        return claim is not null && await steps.GetAsync(claim, directory) ? claim : null;
    }

    private Put TakingAny()
    {
        var pool = AnyPool();
        var put = random.Next(3) > 0 ? Put.Acquire(pool) : Put.Claim(pool, AnyOf(pool));
        put = put with
        {
            Priority = random.Next(5) == 0 ? random.Next(-2, 3) : 0,
            StandsInLine = random.Next(12) > 0,
            Lease = random.Next(4) == 0 && !bench.IsForeign ? "1s" : null,

            // Long enough for the turns of some who are dead.
            Timeout = random.Next(4) == 0 ? "25s" : put.Timeout,
        };
        return random.Next(2) == 0 ? put : put with { As = "mine" };
    }

    private BuildSteps Steps() => new(bench, build, new Random(random.Next()));

    private string AnyOtherPool(string pool) => pools.Keys.First(other => other != pool);

    private string AnyPool() => pools.Keys.ElementAt(random.Next(pools.Count));

    private string AnyOf(string pool) => pools[pool][random.Next(pools[pool].Length)];
}
