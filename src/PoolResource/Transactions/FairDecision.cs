using PoolResource.Operations;

namespace PoolResource.Transactions;

/// <summary>What an operation makes of the pools while others may wait for the same locks.</summary>
/// <param name="operation">The operation.</param>
/// <param name="place">Its place in the line; null where it stands in none.</param>
internal sealed class FairDecision(Operation operation, PlaceInLine? place)
{
    /// <summary>Whether it is too late to wait: who looks once does not stand in the line.</summary>
    public bool IsLast { get; init; }

    /// <summary>Ends the push of a ticket: one that is killed may arrive when nobody is left to take it away.</summary>
    public required CancellationToken Joining { get; init; }

    /// <summary>Tells since when a lock is free: who looks a last time comes before those who stand long beside it.</summary>
    public required Func<Lock, CancellationToken, Task<DateTimeOffset>> FreeSince { get; init; }

    /// <summary>Decides, and stands in the line where there is nothing to be had.</summary>
    /// <param name="pools">The pools as they are.</param>
    /// <param name="stop">Ends it.</param>
    /// <returns>The outcome, and what the line said to it; null where it was not asked.</returns>
    public async Task<(Outcome Outcome, PlaceSeen? Seen)> DecideAsync(Pools pools, CancellationToken stop)
    {
        var outcome = operation.Decide(pools);
        place?.EndWhereFollowed(outcome is Changed { Continues: not null });
        if (place is not { IsOpen: true } || !Waits(outcome))
        {
            return (outcome, null);
        }

        var seen = place.See(pools);
        if (outcome is Changed { Moves: [{ From: { } free }] } && seen.Mine is null && IsLast)
        {
            seen = place.See(pools, free.Name, await FreeSince(free, stop));
        }

        if (outcome is Changed && seen.Mine is { } mine)
        {
            return (operation.On(mine).Decide(pools), seen);
        }

        if (!IsLast)
        {
            await place.JoinAsync(Joining);
        }

        return place.IsOpen ? (outcome as Busy ?? Behind(pools), seen) : (outcome, null);
    }

    /// <summary>Looks whether a commit that was pushed before, and for which the branch still stands, is to be pushed again.</summary>
    /// <param name="change">What it does.</param>
    /// <param name="pools">The pools as they are.</param>
    /// <returns>What is waited for where it is not: no other commit may be pushed then, either. Null where it is.</returns>
    public async Task<(Busy Outcome, PlaceSeen Seen)?> AgainAsync(Changed change, Pools pools)
    {
        if (place is not { IsOpen: true } || !Waits(change))
        {
            return null;
        }

        var seen = place.See(pools, change.Lock);
        if (place.IsIn || seen.Mine != change.Lock)
        {
            await place.JoinAsync(Joining);
        }

        return !place.IsOpen || seen.Mine == change.Lock ? null : (Behind(pools), seen);
    }

    // Whoever takes a free lock, or has waited to change one.
    private bool Waits(Outcome outcome) =>
        outcome is Busy || (outcome is Changed { Moves: [{ From: { } from }] } change && from.State == LockState.Unclaimed
            && (change.Takes ? place!.HasOthers || place.IsIn : place!.IsIn));

    private Busy Behind(Pools pools)
    {
        var wish = operation.Wish!;
        return new Busy(wish.What, wish.Lock is null ? [.. pools.HeldIn(operation.Pool)] : []);
    }
}
