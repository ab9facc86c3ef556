using PoolResource.Operations;
using PoolResource.Transactions;

namespace PoolResource.SimulationTests.Plays;

/// <summary>The time in which a build holds a lock.</summary>
/// <param name="stage">Where it happens.</param>
/// <param name="fate">What befalls the build.</param>
/// <param name="claim">The claim that was handed to it.</param>
/// <param name="canGoOn">Whether the build may begin another step.</param>
/// <param name="put">Does it.</param>
/// <param name="asked">When it has asked the host last.</param>
internal sealed class Holding(Stage stage, Fate fate, Claim claim, Func<bool> canGoOn, Func<Operation, Task<Finished?>> put, Func<TimeSpan> asked)
{
    /// <summary>Gives the lock back.</summary>
    public Operation Release => stage.ActsByClaim ? Held((pool, _) => new ReleaseLock(pool, claim.Lock)) with { IsReturn = true } : new ReleaseLock(stage.Pool, claim.Lock);

    private HeldLockOperation Renewal => Held((pool, own) => new RenewLock(pool, claim.Lock, Lease.Of(TimeSpan.FromSeconds(fate.Lease!.Value), "lease"), own));

    /// <summary>Holds it, and renews the lease as long as the claim stands.</summary>
    public async Task PassAsync()
    {
        var until = stage.Clock.Now + TimeSpan.FromSeconds(fate.Holds);
        while (fate.Renews is { } every && stage.Clock.Now + TimeSpan.FromSeconds(every) is var next && next < until)
        {
            await stage.Clock.Pause(next - stage.Clock.Now);
            if (!canGoOn())
            {
                return;
            }

            if (Learn(await put(Renewal)))
            {
                return;
            }
        }

        await stage.Clock.Pause(until - stage.Clock.Now);
    }

    /// <summary>Learns from an answer whether the claim is over, which it is only where it was reaped; while the answer is on its way it may be.</summary>
    public bool Learn(Finished? done)
    {
        var isOver = done is not { Pushed: not null };
        TimeSpan? reaped = stage.Judge.Reaps.Reaped.TryGetValue(claim.Ref, out var when) ? when : null;
        if ((isOver ? reaped is null : reaped < asked()) && stage.ActsByClaim)
        {
            stage.Judge.Broken($"who held lock {claim.Lock} by {claim.Ref} was told that the claim {(isOver ? "is over, which was never reaped" : "stood, which was reaped")}");
        }

        return isOver;
    }

    private HeldLockOperation Held(Func<PoolName, StandingClaim?, NamedLockOperation> inner) =>
        new(stage.Pool, inner(stage.Pool, null).Purpose, claim, inner) { WarnsWhenLost = fate.WarnsWhenLost, IsOfThisBranch = true };
}
