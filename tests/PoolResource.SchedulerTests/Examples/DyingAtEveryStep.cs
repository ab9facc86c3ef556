using PoolResource.Testing;

namespace PoolResource.SchedulerTests.Examples;

/// <summary>Wherever a build of an example loses its worker, its hooks succeed and nothing is held afterwards.</summary>
public sealed class DyingAtEveryStep
{
    // A build that dies may have been set up by others.
    [Theory]
    [InlineData("acquire-release.yml", "test")]
    [InlineData("claim-named-lock.yml", "upgrade")]
    [InlineData("limit-to-three.yml", "work", "create-slots")]
    [InlineData("manage-locks.yml", "remove-lock")]
    [InlineData("serial-deploys.yml", "deploy")]
    [InlineData("two-locks.yml", "replicate", "add-turn")]
    [InlineData("lifecycle.yml", "use")]
    [InlineData("lifecycle.yml", "clean", "use")]
    [InlineData("lifecycle.yml", "recycle-inspected", "use of use-environment")]
    [InlineData("red-blue.yml", "blue-to-red", "begin")]
    [InlineData("red-blue.yml", "red-to-blue", "begin", "blue-to-red")]
    [InlineData("red-blue.yml", "go-on", "begin", "blue-to-red of paint-red")]
    [InlineData("worker-slots.yml", "work", "add-worker", "add-work")]
    [InlineData("build-farm-project.yml", "build")]
    [InlineData("warm-pool.yml", "prepare", "add-slot")]
    [InlineData("warm-pool.yml", "use", "add-slot", "prepare")]
    public async Task HoldsNothing(string file, string job, params string[] before)
    {
        using var points = new TestFolder(nameof(HoldsNothing));
        foreach (var death in Play(points, "none", file).Pipeline.DeathsOf(job))
        {
            var (repository, pipeline) = Play(points, death.ToString(), file);
            foreach (var earlier in before.Select(one => one.Split(" of ")))
            {
                await pipeline.RunAsync(earlier[0], failing: earlier.ElementAtOrDefault(1));
            }

            Assert.False(await pipeline.RunAsync(job, death: death), $"{death}: the build succeeded");

            Assert.True(pipeline.FailedHooks.Count == 0, $"{death}: {string.Join("; ", pipeline.FailedHooks)}");
            Assert.Empty(repository.Files.Where(path => path.Contains("/claimed/", StringComparison.Ordinal) && !path.EndsWith("/.gitkeep", StringComparison.Ordinal)).Select(path => $"{death}: {path}"));
        }
    }

    private static (LockRepository Repository, PlayedPipeline Pipeline) Play(TestFolder points, string point, string file)
    {
        var folder = points.Within(point);
        var repository = new LockRepository(folder["locks.git"]);
        repository.CommitPool("pool", unclaimed: ["env-1", "env-2"]);
        return (repository, new PlayedPipeline(ExampleFile.Read(file, ExampleVars.For(repository)), folder));
    }
}
