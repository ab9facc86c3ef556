using Microsoft.Extensions.Time.Testing;
using PoolResource.Testing;

namespace PoolResource.SchedulerTests;

/// <summary>A job's first build takes the newest of what it is shown, and what came before never triggers it.</summary>
public sealed class FirstBuilds : IDisposable
{
    private readonly FakeTimeProvider time = new(LockRepository.FirstCommit);
    private readonly VersionHistory versions = new();
    private readonly InProcessSteps plain;
    private readonly InProcessSteps repeating;

    public FirstBuilds()
    {
        plain = new InProcessSteps("plain", time);
        repeating = new InProcessSteps("repeating", time, "30m");
    }

    [Fact]
    public async Task OfAJobThatIsThereFromTheStartMissNothing()
    {
        var job = new TriggeredJob("job");
        await ArriveAsync(plain, "env-1", "env-2", "env-3");

        await CheckAsync(plain);
        Assert.Equal(["env-1"], Scheduled(job));
        await CheckAsync(plain);
        Assert.Equal(["env-2", "env-3"], Scheduled(job));
    }

    [Fact]
    public async Task OfAJobThatWasPausedMissWhatCameBefore()
    {
        var job = new TriggeredJob("job") { IsPaused = true };
        await ArriveAsync(plain, "env-1", "env-2", "env-3");
        await CheckAsync(plain);
        await CheckAsync(plain);

        job.IsPaused = false;

        Assert.Equal(["env-3"], Scheduled(job));
        await CheckAsync(plain);
        Assert.Empty(Scheduled(job));
    }

    [Fact]
    public async Task OfAJobThatWasPausedAreMadeUpForByARetrigger()
    {
        var job = new TriggeredJob("job") { IsPaused = true };
        await ArriveAsync(repeating, "env-1", "env-2", "env-3");
        await CheckAsync(repeating);
        await CheckAsync(repeating);
        job.IsPaused = false;
        Assert.Equal(["env-3"], Scheduled(job));
        await repeating.PutAsync(LockStep.Claim, "env-3");

        time.Advance(TimeSpan.FromMinutes(30));
        await CheckAsync(repeating);

        Assert.Equal(["env-1", "env-2"], Scheduled(job));
    }

    public void Dispose()
    {
        plain.Dispose();
        repeating.Dispose();
    }

    private static async Task ArriveAsync(InProcessSteps steps, params string[] names)
    {
        foreach (var name in names)
        {
            await steps.PutAsync(LockStep.Add, name);
        }
    }

    private async Task CheckAsync(InProcessSteps steps) => versions.Save(await steps.CheckAsync(versions.Newest));

    private List<string?> Scheduled(TriggeredJob job)
    {
        var locks = new List<string?>();
        while (job.Schedule(versions) is { } build)
        {
            locks.Add(build.Version.Lock);
        }

        return locks;
    }
}
