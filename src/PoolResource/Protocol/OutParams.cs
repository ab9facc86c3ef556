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
    /// <param name="chance">Chooses among free locks.</param>
    /// <exception cref="PoolException">Several are asked for, or one names nothing usable.</exception>
    public Operation ToOperation(PoolName pool, StepInputs inputs, Random chance)
    {
        if (Asked.Count > 1)
        {
            throw new PoolException(
                $"params: {string.Join(" and ", Asked)} are {Asked.Count} operations; give each a put step of its own");
        }

        return Asked.Single() switch
        {
            "acquire" => new AcquireLock(pool, chance),
            "claim" => new ClaimLock(pool, LockName.Parse(Claim!, "params.claim")),
            "release" => new ReleaseLock(pool, inputs.Name(Release!, "params.release")),
            "remove" => new RemoveLock(pool, inputs.Name(Remove!, "params.remove")),
            "add" => NewLock(Add!, "params.add", LockState.Unclaimed),
            "add_claimed" => NewLock(AddClaimed!, "params.add_claimed", LockState.Claimed),
            "update" => new UpdateLock(pool, inputs.Name(Update!, "params.update"), inputs.Metadata(Update!, "params.update")),
            "check" => new AwaitState(pool, inputs.Name(Check!, "params.check"), LockState.Unclaimed),
            "check_unclaimed" => new AwaitState(pool, NameOrDirectory(), LockState.Claimed),
            var unknown => throw new InvalidOperationException($"{unknown} is no operation"),
        };

        AddLock NewLock(string directory, string parameter, LockState state) =>
            new(pool, inputs.Name(directory, parameter), state, inputs.Metadata(directory, parameter));

        LockName NameOrDirectory() =>
            inputs.HasLock(CheckUnclaimed!)
                ? inputs.Name(CheckUnclaimed!, "params.check_unclaimed")
                : LockName.Parse(CheckUnclaimed!, "params.check_unclaimed");
    }

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
