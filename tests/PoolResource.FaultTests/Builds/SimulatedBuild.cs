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
    }

    /// <summary>Runs the build to its end.</summary>
    public async Task RunAsync()
    {
        var plan = Plan();
        var start = LatestStart * random.NextDouble();
        await Task.Delay(start, TimeProvider.System);
        bench.Events.Add($"{build}: {plan.Method.Name}");
        await plan();
    }

    private Func<Task> Plan() => random.Next(100) switch
    {
        < 55 when build.Person is not null => TakeAtATerminalAsync,
        _ when build.Person is not null => new AtATerminal(bench, steps, random).MeetsAnotherAsync,
        < 24 => HoldAsync,
        < 38 => UseAsync,
        < 44 => TakeAgainAsync,
        < 50 => TakeAtOnceAsync,
        < 58 => FreeByNameAsync,
        < 66 => TendAsync,
        < 71 => ReturnTwiceAsync,
        < 75 => RecycleAsync,
        < 78 => MoveAsync,
        < 82 => WatchAsync,
        _ when bench.IsForeign => ReturnTwiceAsync,
        < 85 => contested.HasATwinAsync,
        < 88 => contested.IsGivenBackByNameAsync,
        < 91 => contested.IsMovedAndTakenAsync,
        < 94 => contested.IsEditedByHandAsync,
        < 95 => contested.LosesItsHistoryAsync,
        < 98 => contested.IsUpdatedWhenItIsOverAsync,
        _ => contested.IsAdoptedWhenTheFirstIsAbortedAsync,
    };

    private Task TakeAtATerminalAsync() => new AtATerminal(bench, steps, random).TakesAndReleasesAsync(TakingAny());

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

    // An older pipeline, or a person, frees a lock by its name alone, whoever holds it.
    private async Task FreeByNameAsync()
    {
        var pool = AnyPool();
        var name = AnyOf(pool);
        steps.Write(directory, name, $"content of {name}\n");
        await steps.PersistAsync(new Put("release", pool, directory) { Lock = name });
    }

    // Looks after the pool: a new lock, or new content for a free one.
    private async Task TendAsync()
    {
        var pool = AnyPool();
        var (operation, name) = random.Next(3) switch
        {
            0 => ("add", $"new-{directory}"),
            1 => ("add_claimed", $"new-{directory}"),
            _ => ("update", AnyOf(pool)),
        };
        var content = $"written by {directory}\n";
        steps.Write(directory, name, content);
        await steps.PersistAsync(new Put(operation, pool, directory) { Lock = name, Content = content });
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

    // Waits until a lock is free, or held, and gets it.
    private async Task WatchAsync()
    {
        var pool = AnyPool();
        var name = AnyOf(pool);
        steps.Write(directory, name, "");
        await steps.PersistAsync(random.Next(2) == 0
            ? new Put("check", pool, directory) { Lock = name }
            : new Put("check_unclaimed", pool, name) { Lock = name });
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
