using Microsoft.Extensions.Time.Testing;
using PoolResource.Testing;

namespace PoolResource.SchedulerTests;

public sealed class Retriggering : IDisposable
{
    private readonly FakeTimeProvider time = new(LockRepository.FirstCommit);
    private readonly InProcessSteps steps;
    private Version? known;

    public Retriggering() => steps = new InProcessSteps("retriggering", time, "30m");

    [Fact]
    public async Task CountsTheHalfHoursALockHasWaited()
    {
        await steps.PutAsync(LockStep.Add, "env-1");
        Assert.Equal("env-1", await ToldAsync());
        Assert.Equal("env-1", await AfterAsync(29));
        Assert.Equal("env-1, env-1 (2)", await AfterAsync(1));
        Assert.Equal("env-1 (2)", await AfterAsync(29));
        Assert.Equal("env-1 (2), env-1 (3)", await AfterAsync(1));
        Assert.Equal("env-1 (3), env-1 (7)", await AfterAsync(120));
    }

    [Fact]
    public async Task BeginsAnewWhenTheLockArrivesAnew()
    {
        await steps.PutAsync(LockStep.Add, "env-1");
        Assert.Equal("env-1", await ToldAsync());
        Assert.Equal("env-1, env-1 (2)", await AfterAsync(30));
        await steps.PutAsync(LockStep.Claim, "env-1");
        Assert.Equal("env-1 (2)", await AfterAsync(60));
        await steps.PutAsync(LockStep.Release, "env-1");
        Assert.Equal("env-1 (2), env-1", await ToldAsync());
        Assert.Equal("env-1, env-1 (2)", await AfterAsync(30));
    }

    [Fact]
    public async Task ForgetsALockThatHasBeenTaken()
    {
        await steps.PutAsync(LockStep.Add, "env-1");
        await steps.PutAsync(LockStep.Add, "env-2");
        Assert.Equal("env-1", await ToldAsync());
        Assert.Equal("env-1, env-2", await ToldAsync());
        await steps.PutAsync(LockStep.Claim, "env-1");

        Assert.Equal("env-2, env-2 (2)", await AfterAsync(30));
    }

    [Fact]
    public async Task TellsOfSeveralInTheOrderOfTheirArrival()
    {
        await steps.PutAsync(LockStep.Add, "env-2");
        Assert.Equal("env-2", await ToldAsync());
        time.Advance(TimeSpan.FromMinutes(5));
        await steps.PutAsync(LockStep.Add, "env-1");
        Assert.Equal("env-2, env-1", await ToldAsync());

        Assert.Equal("env-1, env-2 (2), env-1 (2)", await AfterAsync(30));
        Assert.Equal("env-1 (2)", (await AfterAsync(1)).Split(", ")[0]);
    }

    public void Dispose() => steps.Dispose();

    private async Task<string> AfterAsync(int minutes)
    {
        time.Advance(TimeSpan.FromMinutes(minutes));
        return await ToldAsync();
    }

    /// <summary>What a check tells when it is given the newest version, which it tells of last.</summary>
    private async Task<string> ToldAsync()
    {
        var told = await steps.CheckAsync(known);
        known = told[^1];
        return string.Join(", ", told.Select(version => version.Attempt is null ? version.Lock : $"{version.Lock} ({version.Attempt})"));
    }
}
