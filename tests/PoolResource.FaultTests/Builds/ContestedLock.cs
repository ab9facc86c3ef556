using PoolResource.FaultTests.Faults;
using PoolResource.FaultTests.Line;

namespace PoolResource.FaultTests.Builds;

/// <summary>What becomes of a lock when somebody else has a hand in it while a build holds it.</summary>
/// <param name="bench">Where it is.</param>
/// <param name="build">The build.</param>
/// <param name="taking">Draws a put that takes a lock.</param>
/// <param name="chance">Decides everything.</param>
internal sealed class ContestedLock(Bench bench, BuildIdentity build, Func<Put> taking, Random chance)
{
    private readonly string directory = $"contested-{build.Number}";

    /// <summary>A build of another cluster has the same numbers and takes a lock under the same name.</summary>
    public async Task HasATwinAsync()
    {
        var put = Put.Acquire(taking().Pool) with { As = "mine" };
        await Task.WhenAll(HoldAsync(build), HoldAsync(build.Twin));

        async Task HoldAsync(BuildIdentity one)
        {
            var place = $"{directory}-{(one == build ? "here" : "there")}";
            var steps = StepsOf(one);
            if (await steps.TakeAsync(put) is { } claim && await steps.GetAsync(claim, place) && chance.Next(3) > 0)
            {
                await steps.PersistAsync(Put.Of("release", claim.Pool, place, claim));
            }
        }
    }

    /// <summary>Concourse loses the container of a put and runs it again, and the first one is still there, and is asked to end.</summary>
    public async Task IsAdoptedWhenTheFirstIsAbortedAsync()
    {
        var put = taking() with { As = "mine" };
        var first = StepsOf(build).PutAsync(put, new FaultPlan(new LinePlan([], [new Signals("TERM")])));
        await Task.Delay(TimeSpan.FromMilliseconds(chance.Next(800)), TimeProvider.System);
        var steps = StepsOf(build);
        if (await steps.TakeAsync(put) is { } claim && await steps.GetAsync(claim, directory))
        {
            await steps.PersistAsync(Put.Of("release", claim.Pool, directory, claim));
        }

        await first;
    }

    /// <summary>A job's ensure gives back by name what its build holds, however the acquire has ended.</summary>
    public async Task IsGivenBackByNameAsync()
    {
        var put = taking() with { As = "mine" };
        var steps = StepsOf(build);
        await steps.PutAsync(put, FaultPlan.Draw(chance));
        if (chance.Next(3) == 0 && await steps.TakeAsync(put) is { } claim)
        {
            await steps.GetAsync(claim, directory);
        }

        await steps.PersistAsync(Put.OfNamed("release", put.Pool, "mine"));
    }

    private BuildSteps StepsOf(BuildIdentity one) => new(bench, one, new Random(chance.Next()));
}
