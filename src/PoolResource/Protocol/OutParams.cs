using System.Text.Json;
using System.Text.Json.Serialization;
using PoolResource.Operations;

namespace PoolResource.Protocol;

/// <summary>The params of a put step: exactly one operation, and how long it may wait.</summary>
public sealed record OutParams
{
    public bool? Acquire { get; init; }

    public string? Claim { get; init; }

    public string? Release { get; init; }

    public string? Remove { get; init; }

    public string? Add { get; init; }

    public string? AddClaimed { get; init; }

    public string? Update { get; init; }

    public string? Check { get; init; }

    public string? CheckUnclaimed { get; init; }

    /// <summary>For acquire and claim: the name under which this build holds the lock, however often the put runs.</summary>
    public string? As { get; init; }

    /// <summary>What becomes of an operation on a lock that somebody else holds by now: <c>fail</c> or <c>warn</c>.</summary>
    public string? OnLost { get; init; }

    public JsonElement? Timeout { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement> Unknown { get; } = [];

    /// <summary>The baseline's sentence for a put that names no operation.</summary>
    public IEnumerable<string> Missing =>
        Asked.Count > 0 ? [] : [Payload.Missing("acquire, release, remove, claim, add, add_claimed, update, check, or check_unclaimed")];

    private List<string> Asked => [.. Named().Where(one => one.Given is not null).Select(one => one.Key)];

    /// <summary>How long the operation may wait; null for as long as it takes, zero for one look.</summary>
    public TimeSpan? Patience => Payload.Duration(Timeout, "params.timeout");

    /// <summary>The one operation asked for; it may not be <see cref="Missing"/>.</summary>
    /// <param name="pool">The source's pool.</param>
    /// <param name="inputs">The step's inputs, in which DIRs are.</param>
    /// <param name="build">The build that asks.</param>
    /// <param name="chance">Chooses among free locks.</param>
    /// <exception cref="PoolException">Several are asked for, or one names nothing usable.</exception>
    public Operation ToOperation(PoolName pool, StepInputs inputs, Build build, Random chance)
    {
        if (Asked.Count > 1)
        {
            throw new PoolException(
                $"params: {string.Join(" and ", Asked)} are {Asked.Count} operations; give each a put step of its own");
        }

        var alias = Payload.Present(As) is { } name ? Alias.Parse(name, build) : null;
        return Asked.Single() switch
        {
            "acquire" => new AcquireLock(pool, chance, alias),
            "claim" => new ClaimLock(pool, LockName.Parse(Claim!, "params.claim"), alias),
            "release" => Held(Release!, "params.release", (name, _) => new ReleaseLock(pool, name)),
            "remove" => Held(Remove!, "params.remove", (name, _) => new RemoveLock(pool, name)),
            "add" => NewLock(Add!, "params.add", LockState.Unclaimed),
            "add_claimed" => NewLock(AddClaimed!, "params.add_claimed", LockState.Claimed),
            "update" => Held(Update!, "params.update", (name, claim) =>
                new UpdateLock(pool, name, inputs.Metadata(Update!, "params.update"), claim)),
            "check" => new AwaitState(pool, inputs.Name(Check!, "params.check"), LockState.Unclaimed),
            "check_unclaimed" => new AwaitState(pool, NameOrDirectory(), LockState.Claimed),
            var unknown => throw new InvalidOperationException($"{unknown} is no operation"),
        };

        Operation Held(string directory, string parameter, Func<LockName, Claim?, NamedLockOperation> operation)
        {
            var name = inputs.Name(directory, parameter);
            var claim = inputs.Claim(directory, pool, name, parameter);
            return claim is null ? operation(name, null) : new HeldLockOperation(operation(name, claim), claim, WarnsWhenLost);
        }

        AddLock NewLock(string directory, string parameter, LockState state) =>
            new(pool, inputs.Name(directory, parameter), state, inputs.Metadata(directory, parameter));

        LockName NameOrDirectory() =>
            inputs.HasLock(CheckUnclaimed!)
                ? inputs.Name(CheckUnclaimed!, "params.check_unclaimed")
                : LockName.Parse(CheckUnclaimed!, "params.check_unclaimed");
    }

    private bool WarnsWhenLost => Payload.Present(OnLost) switch
    {
        null or "fail" => false,
        "warn" => true,
        var other => throw new PoolException($"params.on_lost: {Quoted.Text(other)} is neither fail nor warn; write one of them"),
    };

    private (string Key, string? Given)[] Named() =>
    [
        ("acquire", Acquire == true ? "true" : null),
        ("claim", Payload.Present(Claim)),
        ("release", Payload.Present(Release)),
        ("remove", Payload.Present(Remove)),
        ("add", Payload.Present(Add)),
        ("add_claimed", Payload.Present(AddClaimed)),
        ("update", Payload.Present(Update)),
        ("check", Payload.Present(Check)),
        ("check_unclaimed", Payload.Present(CheckUnclaimed)),
    ];
}
