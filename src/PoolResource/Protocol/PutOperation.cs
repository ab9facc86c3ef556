using System.Text.Json;
using PoolResource.Operations;

namespace PoolResource.Protocol;

/// <summary>Makes the operation that the params of a put ask for.</summary>
/// <param name="parameters">The params; one operation at least is asked for.</param>
/// <param name="pool">The source's pool.</param>
/// <param name="inputs">The step's inputs, in which DIRs are.</param>
/// <param name="build">The build that asks.</param>
/// <param name="chance">Chooses among free locks.</param>
public sealed class PutOperation(OutParams parameters, PoolName pool, StepInputs inputs, Build build, Random chance)
{
    /// <exception cref="PoolException">Several are asked for, or one names nothing usable.</exception>
    public Operation Parse()
    {
        var asked = parameters.ToAsked().ToList();
        if (asked.Count > 1)
        {
            throw new PoolException(
                $"params: {string.Join(" and ", asked)} are {asked.Count} operations; give each a put step of its own");
        }

        return asked.Single() switch
        {
            "acquire" => new AcquireLock(pool, chance, Alias()),
            "claim" => new ClaimLock(pool, LockName.Parse(parameters.Claim!, "params.claim"), Alias()),
            "claim_from" => new ClaimLock(pool, inputs.Name(parameters.ClaimFrom!, "params.claim_from"), Alias()),
            "release" => Held(HeldLock(parameters.Release, "params.release"), (at, name, _, _) => new ReleaseLock(at, name, NewContent())),
            "remove" => Held(Lock(parameters.Remove!, "params.remove"), (at, name, _, _) => new RemoveLock(at, name)),
            "add" => NewLock(Lock(parameters.Add, "params.add"), LockState.Unclaimed),
            "add_claimed" => NewLock(Lock(parameters.AddClaimed, "params.add_claimed"), LockState.Claimed),
            "update" => Update(Lock(parameters.Update, "params.update")),
            "check" => new AwaitState(pool, inputs.Name(parameters.Check!, "params.check"), LockState.Unclaimed),
            "check_unclaimed" => new AwaitState(pool, NameOrDirectory(parameters.CheckUnclaimed!), LockState.Claimed),
            "recycle" => Held(HeldLock(parameters.Recycle, "params.recycle"), (at, name, _, _) => MoveLock.Recycle(at, name)),
            "restore" => Held(Lock(parameters.Restore!, "params.restore"), (at, name, _, _) => MoveLock.Restore(at, name)),
            "move" => Move(parameters.Move!),
            var unknown => throw new InvalidOperationException($"{unknown} is no operation"),
        };
    }

    private Alias? Alias() => Payload.Present(parameters.As) is { } name ? PoolResource.Alias.Parse(name, "params.as", build) : null;

    private bool WarnsWhenLost() => Payload.Present(parameters.OnLost) switch
    {
        null or "fail" => false,
        "warn" => true,
        var other => throw new PoolException($"params.on_lost: {Quoted.Text(other)} is neither fail nor warn; write one of them"),
    };

    private ReadOnlyMemory<byte>? NewContent()
    {
        // Not a conditional expression: a null array would become an empty content.
        if (Payload.Present(parameters.Metadata) is { } file)
        {
            return inputs.Read(file, "params.metadata");
        }

        return null;
    }

    private LockParam Lock(string directory, string parameter) =>
        new(JsonSerializer.SerializeToElement(directory, ProtocolJson.Default.String), parameter, inputs);

    private LockParam Lock(JsonElement? value, string parameter) => new(value ?? default, parameter, inputs);

    private HeldLockParam HeldLock(JsonElement? value, string parameter) => new(value ?? default, parameter, inputs, build);

    private Operation Held(HeldLockParam named, Func<PoolName, LockName, string?, StandingClaim?, NamedLockOperation> operation) =>
        named.Alias is { } alias
            ? new LockUnderAName(pool, alias, named.Purpose, claim => operation(claim.Held.Pool, claim.Held.Name, claim.Message.ClaimId, claim))
            : Held(named.Lock, operation);

    private Operation Held(LockParam named, Func<PoolName, LockName, string?, StandingClaim?, NamedLockOperation> operation)
    {
        var warnsWhenLost = WarnsWhenLost();
        var claim = named.ClaimIn(pool);
        var inner = operation(pool, named.Name, claim?.ClaimId, null);
        return claim is null ? inner : new HeldLockOperation(inner, claim, warnsWhenLost);
    }

    private AddLock NewLock(LockParam named, LockState state) => new(pool, named.Name, state, named.Content);

    private Operation Update(LockParam named) =>
        Held(named, (at, name, _, _) => new UpdateLock(at, name, named.Content, named.ClaimIn(pool)));

    private Operation Move(MoveDocument move)
    {
        foreach (var key in move.Unknown?.Keys ?? Enumerable.Empty<string>())
        {
            throw new PoolException($"params.move: {Quoted.Text(key)} is not part of it; write {{lock: …, to: POOL, state: claimed or unclaimed}}");
        }

        var to = PoolName.Parse(move.To ?? "", "params.move.to");
        if (to.Above is { } above)
        {
            throw new PoolException($"params.move.to: {to} is a directory of pool {above.Pool}; write to: {above.Pool} and state: {above.State}");
        }

        var state = Payload.State(Payload.Present(move.State) ?? LockState.Unclaimed.Directory, "params.move.state");
        return Held(HeldLock(move.Lock, "params.move.lock"), (at, name, claimId, kept) => MoveLock.Move(at, name, to, state, claimId, kept));
    }

    private LockName NameOrDirectory(string text) =>
        inputs.HasLock(text) ? inputs.Name(text, "params.check_unclaimed") : LockName.Parse(text, "params.check_unclaimed");
}
