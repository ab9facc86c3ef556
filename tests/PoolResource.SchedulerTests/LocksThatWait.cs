namespace PoolResource.SchedulerTests;

/// <summary>Each gets exactly one build of every job, however things come between one another.</summary>
public sealed class LocksThatWait
{
    [Fact]
    public Task TriggerOneBuildOfOneJob() => Seeds.HoldAsync(300, seed => Played.InProcessAsync(seed, new Scenario()));

    [Fact]
    public async Task TriggerTooFewBuildsWithVersionLatest() => Assert.NotEqual(
        0, await Seeds.CountWrongAsync(20, seed => Played.InProcessAsync(seed, new Scenario { TakesEvery = false })));
}

public sealed class LocksThatTwoJobsWaitFor
{
    [Fact]
    public Task TriggerOneBuildOfEach() => Seeds.HoldAsync(250, seed => Played.InProcessAsync(seed, new Scenario { Jobs = 2 }));
}

public sealed class LocksThatOthersTake
{
    [Fact]
    public Task TriggerAtMostOneBuildOfEachJob() =>
        Seeds.HoldAsync(250, seed => Played.InProcessAsync(seed, new Scenario { Jobs = 2, HasOtherClaimer = true }));
}

public sealed class LocksWhoseBuildsDie
{
    private static readonly Scenario Dying = new()
    {
        HasOtherClaimer = true,
        BuildsDie = true,
        RetriggerAfter = TimeSpan.FromMinutes(30),
        Events = 40,
        MayBeLate = true,
    };

    [Fact]
    public Task TriggerBuildsUntilOneTakesThem() => Seeds.HoldAsync(200, seed => Played.InProcessAsync(seed, Dying));

    [Fact]
    public async Task AreNeverTakenWithoutARetrigger() => Assert.NotEqual(
        0, await Seeds.CountWrongAsync(5, seed => Played.InProcessAsync(seed, Dying with { RetriggerAfter = null })));
}

public sealed class LocksThatTheExecutablesSee
{
    [Fact]
    public Task TriggerOneBuildOfEachJob() => Seeds.HoldAsync(
        30, seed => Played.WithExecutablesAsync(seed, new Scenario { Jobs = 1 + (seed % 2), HasOtherClaimer = seed % 3 == 0, Events = 12 }));
}
