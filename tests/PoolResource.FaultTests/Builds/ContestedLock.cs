using PoolResource.FaultTests.Faults;
using PoolResource.FaultTests.Line;

namespace PoolResource.FaultTests.Builds;

/// <summary>What becomes of a lock when somebody else has a hand in it while a build holds it.</summary>
/// <param name="bench">Where it is.</param>
/// <param name="build">The build.</param>
/// <param name="taking">Draws a put that takes a lock.</param>
/// <param name="otherPool">Names another pool than a given one.</param>
/// <param name="random">Decides everything.</param>
internal sealed class ContestedLock(Bench bench, BuildIdentity build, Func<Put> taking, Func<string, string> otherPool, Random random)
{
    private readonly string directory = $"contested-{build.Number}";

    /// <summary>A build that has a hand in it.</summary>
    public BuildIdentity Other { get; } = new(build.Number + 100);

    /// <summary>A build of another cluster has the same numbers and takes a lock under the same name.</summary>
    public async Task HasATwinAsync()
    {
        var put = Put.Acquire(taking().Pool) with { As = "mine" };
        await Task.WhenAll(HoldAsync(build), HoldAsync(build.Twin));

        async Task HoldAsync(BuildIdentity one)
        {
            var place = $"{directory}-{(one == build ? "here" : "there")}";
            var steps = StepsOf(one);
            if (await steps.TakeAsync(put) is { } claim && await steps.GetAsync(claim, place) && random.Next(3) > 0)
            {
                await steps.PersistAsync(Put.Of("release", claim.Pool, place, claim));
            }
        }
    }

    /// <summary>A janitor finds the claim stale, and by the time it acts the lock is another build's, or the lease runs again.</summary>
    public async Task IsReapedTooLateAsync()
    {
        var (steps, isRenewed) = (StepsOf(build), random.Next(2) == 0);
        if (await TakeAndGetAsync(steps, isRenewed ? "1s" : null) is not { } claim)
        {
            return;
        }

        if (isRenewed)
        {
            await Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System);
        }
        else
        {
            bench.Cluster.End(build, "failed");
        }

        using var api = bench.Cluster.AnswerAfter(MeetItAsync);
        var plan = new ReapPlan { EndedBuilds = true, All = true, ByLease = isRenewed, To = "release", Concourse = api.Origin };
        await StepsOf(new BuildIdentity(build.Number + 200)).PersistAsync(Put.Reaping(claim.Pool, plan));

        async Task MeetItAsync()
        {
            if (isRenewed)
            {
                await steps.PersistAsync(Put.Of("renew", claim.Pool, directory, claim) with { Lease = "30s" });
                return;
            }

            var others = StepsOf(Other);
            others.Write($"{directory}-name", claim.Lock, "");
            await others.PersistAsync(new Put("release", claim.Pool, $"{directory}-name") { Lock = claim.Lock });
            await others.TakeAsync(Put.Claim(claim.Pool, claim.Lock));
        }
    }

    /// <summary>The lock goes to another pool, somebody frees it there and another build takes it; then the old directory comes back.</summary>
    public async Task IsMovedAndTakenAsync()
    {
        var steps = StepsOf(build);
        if (await TakeAndGetAsync(steps) is not { } claim)
        {
            return;
        }

        var there = otherPool(claim.Pool);
        if (!(await steps.MoveAsync(claim, directory, there, "claimed")).IsDone)
        {
            return;
        }

        if (random.Next(3) > 0)
        {
            var others = StepsOf(Other);
            others.Write($"{directory}-name", claim.Lock, "");
            await others.PersistAsync(new Put("release", there, $"{directory}-name") { Lock = claim.Lock });
            await others.TakeAsync(Put.Claim(there, claim.Lock));
        }

        var late = Put.Of(random.Next(2) == 0 ? "release" : "remove", random.Next(3) == 0 ? claim.Pool : there, directory, claim);
        await steps.PersistAsync(late with { WarnsWhenLost = random.Next(2) == 0 });
    }

    /// <summary>A person edits the file of the lock in its place.</summary>
    public async Task IsEditedByHandAsync()
    {
        var steps = StepsOf(build);
        if (await TakeAndGetAsync(steps) is { } claim)
        {
            await bench.EditByHandAsync($"{claim.Pool}/claimed/{claim.Lock}", $"edited while {build} held it\n");
            await ReturnAsync(steps, claim);
        }
    }

    /// <summary>An operator throws away the branch's history, or makes its last commit anew.</summary>
    public async Task LosesItsHistoryAsync()
    {
        var steps = StepsOf(build);
        if (await TakeAndGetAsync(steps) is { } claim)
        {
            await bench.RewriteAsync(amends: random.Next(2) == 0);
            await ReturnAsync(steps, claim);
        }
    }

    /// <summary>A directory whose claim is over is handed to an update.</summary>
    public async Task IsUpdatedWhenItIsOverAsync()
    {
        var steps = StepsOf(build);
        if (await TakeAndGetAsync(steps) is not { } claim)
        {
            return;
        }

        if (random.Next(2) == 0)
        {
            await steps.PersistAsync(Put.Of("release", claim.Pool, directory, claim));
        }
        else
        {
            steps.Write($"{directory}-name", claim.Lock, "");
            await steps.PersistAsync(new Put("release", claim.Pool, $"{directory}-name") { Lock = claim.Lock });
        }

        if (random.Next(2) == 0)
        {
            await StepsOf(Other).TakeAsync(Put.Claim(claim.Pool, claim.Lock));
        }

        await steps.UpdateAsync(claim, directory, $"written late by {build}\n");
    }

    /// <summary>Concourse loses the container of a put and runs it again, and the first one is still there, and is asked to end.</summary>
    public async Task IsAdoptedWhenTheFirstIsAbortedAsync()
    {
        var put = taking() with { As = "mine" };
        LineFault slow = random.Next(3) == 0 ? FaultPlan.Slow(random) : new Signals("TERM");
        var first = StepsOf(build).PutAsync(put, new FaultPlan(new LinePlan([], [slow]), slow is Signals ? null : new ProcessFault("TERM", "during", "push", 1)));
        await Task.Delay(TimeSpan.FromMilliseconds(random.Next(800)), TimeProvider.System);
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
        await steps.PutAsync(put, FaultPlan.Draw(random));
        if (random.Next(3) == 0 && await steps.TakeAsync(put) is { } claim && await steps.GetAsync(claim, directory) && random.Next(2) == 0)
        {
            await steps.MoveAsync(claim, directory, otherPool(claim.Pool), "claimed");
        }

        var held = Put.OfNamed(random.Next(3) == 0 ? "recycle" : "release", put.Pool, "mine");
        await steps.PersistAsync(random.Next(4) == 0 ? Put.MoveOfNamed(put.Pool, "mine", otherPool(put.Pool)) : held);
    }

    private async Task ReturnAsync(BuildSteps steps, Answer claim)
    {
        if (random.Next(2) == 0)
        {
            await steps.UpdateAsync(claim, directory, $"changed by {build}\n");
        }

        await steps.PersistAsync(Put.Of(random.Next(4) == 0 ? "recycle" : "release", claim.Pool, directory, claim));
    }

    private async Task<Answer?> TakeAndGetAsync(BuildSteps steps, string? lease = null) =>
        await steps.TakeAsync(taking() with { Lease = lease }) is { } claim && await steps.GetAsync(claim, directory) ? claim : null;

    private BuildSteps StepsOf(BuildIdentity one) => new(bench, one, new Random(random.Next()));
}
