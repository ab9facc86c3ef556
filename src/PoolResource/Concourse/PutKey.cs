using System.Text.Json;
using PoolResource.Configuration;
using PoolResource.Operations;

namespace PoolResource.Concourse;

/// <summary>An operation that a put can be asked for: the one list of them.</summary>
/// <param name="Key">Its key in params.</param>
/// <param name="Usage">How it is written.</param>
/// <param name="Help">What it does, in a line.</param>
/// <param name="IsGiven">Whether it is asked for.</param>
/// <param name="Make">Makes the operation of a put that asks for it.</param>
public sealed record PutKey(string Key, string Usage, string Help, Func<OutParams, bool> IsGiven, Func<PutOperation, Operation> Make)
{
    /// <summary>All of them, in the order of the help.</summary>
    public static IReadOnlyList<PutKey> All { get; } =
    [
        new(
            "acquire", "acquire: true", "take any free lock",
            given => given.Acquire == true,
            put => new AcquireLock(put.Pool, put.Random, put.Alias()) { Lease = put.Lease }),
        new(
            "claim", "claim: NAME", "take this lock",
            given => Payload.IsGiven(given.Claim),
            put => new ClaimLock(put.Pool, LockName.Parse(PutOperation.Line(put.Parameters.Claim, "params.claim"), "params.claim"), put.Alias()) { Lease = put.Lease }),
        new(
            "claim_from", "claim_from: DIR", "take the lock whose name is in DIR",
            given => Payload.IsGiven(given.ClaimFrom),
            put => PutOperation.ByName(put.NameIn(put.Parameters.ClaimFrom, "params.claim_from"), name => new ClaimLock(put.Pool, name, put.Alias()) { StandsInLine = false, Lease = put.Lease })),
        new(
            "release", "release: HELD", "free a claimed lock",
            given => IsThere(given.Release),
            put => put.Release(put.HeldLock(put.Parameters.Release, "params.release"))),
        new(
            "add", "add: LOCK", "put a new lock into the pool",
            given => IsThere(given.Add),
            put => put.NewLock(put.Lock(put.Parameters.Add, "params.add"), LockState.Unclaimed)),
        new(
            "add_claimed", "add_claimed: LOCK", "the same, claimed from the start",
            given => IsThere(given.AddClaimed),
            put => put.NewLock(put.Lock(put.Parameters.AddClaimed, "params.add_claimed"), LockState.Claimed) with { Lease = put.Lease }),
        new(
            "remove", "remove: DIR", "take a lock out of the pool",
            given => Payload.IsGiven(given.Remove),
            put => put.Held(put.Lock(put.Parameters.Remove!, "params.remove"), (at, name, _) => new RemoveLock(at, name))),
        new(
            "update", "update: LOCK", "give a lock new content once it is free, or add it",
            given => IsThere(given.Update),
            put => put.Update(put.Lock(put.Parameters.Update, "params.update"))),
        new(
            "check", "check: DIR", "wait until a lock is free",
            given => Payload.IsGiven(given.Check),
            put => PutOperation.ByName(put.NameIn(put.Parameters.Check, "params.check"), name => new AwaitState(put.Pool, name, LockState.Unclaimed))),
        new(
            "check_unclaimed", "check_unclaimed: NAME-OR-DIR", "wait until a lock is claimed",
            given => Payload.IsGiven(given.CheckUnclaimed),
            put => PutOperation.ByName(put.NameOrDirectory(PutOperation.Line(put.Parameters.CheckUnclaimed, "params.check_unclaimed")), name => new AwaitState(put.Pool, name, LockState.Claimed))),
        new(
            "recycle", "recycle: HELD", "move a claimed lock to the lifecycle pool, to be cleaned",
            given => IsThere(given.Recycle),
            put => put.Held(put.HeldLock(put.Parameters.Recycle, "params.recycle"), (at, name, _) => MoveLock.Recycle(at, name))),
        new(
            "restore", "restore: DIR", "from the lifecycle pool: move a claimed lock back, free",
            given => Payload.IsGiven(given.Restore),
            put => put.Held(put.Lock(put.Parameters.Restore!, "params.restore"), (at, name, _) => MoveLock.Restore(at, name))),
        new(
            "move", "move: {lock: HELD or {name: NAME}, to: POOL, state: claimed or unclaimed}", "",
            given => given.Move is not null,
            put => put.Move(put.Parameters.Move!)),
        new(
            "renew", "renew: DIR", "have the claim in DIR run for the time of lease, from now on",
            given => Payload.IsGiven(given.Renew),
            put => put.Renew(put.Lock(put.Parameters.Renew!, "params.renew"))),
        new(
            "reap", "reap: {ended_builds: true, …}", "take the locks of stale claims, and leave those of builds that run",
            given => given.Reap is not null,
            put => put.Parameters.Reap!.ToOperation(put.Pool, put.Parameters.Unknown?.Keys ?? Enumerable.Empty<string>())),
    ];

    /// <summary>Those that a lease means something to: they take a lock, or keep it.</summary>
    public static IReadOnlyList<string> Leasing { get; } = ["acquire", "claim", "claim_from", "add_claimed", "renew"];

    /// <summary>Its line of the help.</summary>
    public string HelpLine => Help.Length == 0 ? $"  {Usage}" : $"  {Usage,-29} {Help}";

    private static bool IsThere(JsonElement? value) =>
        value is { ValueKind: not JsonValueKind.Null } given
        && (given.ValueKind != JsonValueKind.String || !(given.ValueEquals("") || given.ValueEquals("\n") || given.ValueEquals("\r\n")));
}
