using System.Text.Json;
using PoolResource.Configuration;
using PoolResource.Operations;

namespace PoolResource.Concourse;

/// <summary>Makes the operation that the params of a put ask for.</summary>
/// <param name="parameters">The params; one operation at least is asked for.</param>
/// <param name="source">The pool, and the branch it is in.</param>
/// <param name="inputs">The step's inputs, in which DIRs are.</param>
/// <param name="build">The build that asks.</param>
/// <param name="random">Chooses among free locks.</param>
public sealed class PutOperation(OutParams parameters, Source source, StepInputs inputs, Build build, Random random)
{
    /// <summary>The resource's pool.</summary>
    internal PoolName Pool { get; } = source.Pool;

    /// <summary>What the pipeline asks.</summary>
    internal OutParams Parameters => parameters;

    /// <summary>Chooses among free locks.</summary>
    internal Random Random => random;

    /// <summary>How long the claim is to run; null for no lease.</summary>
    internal Lease? Lease { get; } = parameters.ToLease();

    /// <summary>The lock's name that stands in a directory of the step's inputs.</summary>
    internal WrittenName NameIn(string? directory, string parameter) => inputs.Name(Line(directory, parameter), parameter);

    /// <exception cref="PoolException">Several are asked for, or one names nothing usable.</exception>
    public Operation Parse()
    {
        var asked = parameters.ToAsked().ToList();
        if (asked.Count > 1)
        {
            throw new PoolException(
                $"params: {string.Join(" and ", asked.Select(one => one.Key))} are {asked.Count} operations; give each a put step of its own");
        }

        return Lease is null || PutKey.Leasing.Contains(asked.Single().Key)
            ? asked.Single().Make(this)
            : throw new PoolException($"params.lease: {asked.Single().Key} makes no claim that could be leased; give it with {string.Join(", ", PutKey.Leasing)}, or leave it out");
    }

    internal static string Line(string? text, string parameter) => Payload.Line(text, parameter)!;

    internal Alias? Alias() =>
        parameters.As is { } name ? PoolResource.Alias.Parse(Payload.Line(name, "params.as") ?? "", "params.as", build) : null;

    private bool? WarnsWhenLost() => Payload.Line(parameters.OnLost, "params.on_lost") switch
    {
        null => null,
        "fail" => false,
        "warn" => true,
        var other => throw new PoolException($"params.on_lost: {Quoted.Text(other)} is neither fail nor warn; write one of them"),
    };

    private ReadOnlyMemory<byte>? NewContent()
    {
        // Not a conditional expression: a null array would become an empty content.
        if (Payload.Line(parameters.Metadata, "params.metadata") is { } file)
        {
            return inputs.Read(file, "params.metadata");
        }

        return null;
    }

    internal LockParam Lock(string directory, string parameter) =>
        new(JsonSerializer.SerializeToElement(directory, ProtocolJson.Default.String), parameter, inputs);

    internal LockParam Lock(JsonElement? value, string parameter) => new(value ?? default, parameter, inputs);

    internal HeldLockParam HeldLock(JsonElement? value, string parameter) => new(value ?? default, parameter, inputs, build);

    internal Operation Held(HeldLockParam named, Func<PoolName, LockName, StandingClaim?, NamedLockOperation> operation) =>
        named.Alias is { } alias
            ? new LockUnderAName(Pool, alias, named.Purpose, claim => operation(claim.Held.Pool, claim.Held.Name, claim))
            : Held(named.Lock, operation);

    internal Operation Held(LockParam named, Func<PoolName, LockName, StandingClaim?, NamedLockOperation> operation)
    {
        var warnsWhenLost = WarnsWhenLost();
        var byName = operation(Pool, named.Name, null);
        return named.Claim is { } claim
            ? new HeldLockOperation(Pool, byName.Purpose, claim, (at, own) => operation(at, named.Name, own))
            {
                WarnsWhenLost = warnsWhenLost,
                IsReturn = byName.TakesAway,
                IsOfThisBranch = claim.IsOf(source),
            }
            : named.Exact is { } exact ? new NameAsWritten(operation(Pool, exact, null), byName)
            : byName;
    }

    internal AddLock NewLock(LockParam named, LockState state) => new(Pool, named.Name, state, named.Content, named.Claim);

    internal Operation Update(LockParam named)
    {
        var content = named.Content;
        return Held(named, (at, name, own) => new UpdateLock(at, name, content, own));
    }

    internal Operation Release(HeldLockParam named)
    {
        var content = NewContent();
        return Held(named, (at, name, _) => new ReleaseLock(at, name, content));
    }

    internal Operation Renew(LockParam named)
    {
        var lease = Lease ?? throw new PoolException("params.renew needs params.lease: how long the claim is to run from now on; write lease: 4h beside it");
        return named.Claim is not null
            ? Held(named, (at, name, own) => new RenewLock(at, name, lease, own))
            : throw new PoolException($"params.renew: there is no {ClaimDocument.FileName} beside the name of lock {named.Name}, and no claim to renew; pass on the directory as the get step wrote it");
    }

    internal Operation Move(MoveDocument move)
    {
        foreach (var key in move.Unknown?.Keys ?? Enumerable.Empty<string>())
        {
            throw new PoolException($"params.move: {Quoted.Text(key)} is not part of it; write {{lock: …, to: POOL, state: claimed or unclaimed}}");
        }

        var to = PoolName.Parse(Payload.Line(move.To, "params.move.to") ?? "", "params.move.to");
        if (to.Above is { } above)
        {
            throw new PoolException($"params.move.to: {to} is a directory of pool {above.Pool}; write to: {above.Pool} and state: {above.State}");
        }

        var state = Payload.State(Payload.Line(move.State, "params.move.state") ?? LockState.Unclaimed.Directory, "params.move.state");
        var named = HeldLock(move.Lock, "params.move.lock");
        if (named.Alias is null && named.Lock.Claim is null)
        {
            MoveLock.RequireAnother(Pool, to);
        }

        return Held(named, (at, name, own) =>
        {
            // A claim that was moved away may come back; but freeing a lock where it was taken is no move.
            if (own is not null && at == Pool && state == LockState.Unclaimed)
            {
                MoveLock.RequireAnother(at, to);
            }

            return MoveLock.Move(at, name, to, state, own);
        });
    }

    internal WrittenName NameOrDirectory(string text) =>
        inputs.HasLock(text) ? inputs.Name(text, "params.check_unclaimed") : new WrittenName(LockName.Parse(text, "params.check_unclaimed"), null);

    internal static Operation ByName(WrittenName written, Func<LockName, NamedLockOperation> operation) =>
        written.Exact is { } exact ? new NameAsWritten(operation(exact), operation(written.Name)) : operation(written.Name);
}
