using System.Text.Json;
using System.Text.Json.Serialization;
using PoolResource.Configuration;

namespace PoolResource.Concourse;

/// <summary>The params of a put step: exactly one operation, and how it is to be done.</summary>
public sealed record OutParams
{
    // In the order in which the baseline's own sentence lists them.
    private static readonly string[] Baseline =
        ["acquire", "release", "remove", "claim", "add", "add_claimed", "update", "check", "check_unclaimed"];

    private static readonly (string Key, Func<OutParams, bool> IsGiven, string[] Operations)[] Meaning =
    [
        ("as", parameters => Payload.IsGiven(parameters.As), ["acquire", "claim", "claim_from"]),
        ("priority", parameters => parameters.Priority is not null, ["acquire", "claim", "update"]),
        ("metadata", parameters => Payload.IsGiven(parameters.Metadata), ["release"]),
        ("on_lost", parameters => Payload.IsGiven(parameters.OnLost), ["release", "remove", "update", "recycle", "restore", "move", "renew"]),
    ];

    public bool? Acquire { get; init; }

    public string? Claim { get; init; }

    public string? ClaimFrom { get; init; }

    public JsonElement? Release { get; init; }

    public string? Remove { get; init; }

    public JsonElement? Add { get; init; }

    /// <summary>Puts a new lock into the pool, claimed from the start.</summary>
    public JsonElement? AddClaimed { get; init; }

    public JsonElement? Update { get; init; }

    public string? Check { get; init; }

    public string? CheckUnclaimed { get; init; }

    public JsonElement? Recycle { get; init; }

    public string? Restore { get; init; }

    /// <summary>Takes a lock to another pool.</summary>
    public MoveDocument? Move { get; init; }

    public string? Renew { get; init; }

    public ReapDocument? Reap { get; init; }

    /// <summary>For acquire, claim, claim_from, add_claimed and renew: how long the claim is to run, counted from the commit.</summary>
    public JsonElement? Lease { get; init; }

    /// <summary>For acquire, claim and claim_from: the name under which this build holds the lock, however often the put runs.</summary>
    public string? As { get; init; }

    /// <summary>For release: a file of the step's inputs whose content the lock gets as it is freed.</summary>
    public string? Metadata { get; init; }

    /// <summary>What becomes of an operation on a lock that somebody else holds by now: <c>fail</c> or <c>warn</c>.</summary>
    public string? OnLost { get; init; }

    /// <summary>How long the put waits at most; 0s for one look.</summary>
    public JsonElement? Timeout { get; init; }

    /// <summary>For acquire, claim and update: how much earlier than others the put is served, -100 to 100 steps of ten minutes each.</summary>
    public long? Priority { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The baseline's sentence for a put that names no operation.</summary>
    public IEnumerable<string> ToMissing()
    {
        if (ToAsked().Any())
        {
            return [];
        }

        var ours = PutKey.All.Select(one => one.Key).Except(Baseline).ToList();
        return [$"{Payload.Missing($"{string.Join(", ", Baseline[..^1])}, or {Baseline[^1]}")}; or one of {string.Join(", ", ours)}"];
    }

    /// <summary>What the user should know of values that are taken otherwise than they are written, or not at all.</summary>
    public IEnumerable<string> ToWarnings()
    {
        var asked = ToAsked().ToList();
        return asked is not [{ Key: var operation }]
            ? []
            : [
                .. Payload.OtherPath(Move?.To, "params.move.to"),
                .. Reap?.ToWarnings() ?? [],
                .. Meaning
                    .Where(one => one.IsGiven(this) && !one.Operations.Contains(operation, StringComparer.Ordinal))
                    .Select(one => $"params.{one.Key} means nothing with {operation}, only with {string.Join(", ", one.Operations)}; leave it out"),
            ];
    }

    /// <summary>The operations asked for.</summary>
    internal IEnumerable<PutKey> ToAsked() => PutKey.All.Where(one => one.IsGiven(this));

    /// <summary>How long the operation may wait; null for as long as it takes, zero for one look.</summary>
    /// <exception cref="PoolException">It is no duration.</exception>
    public TimeSpan? ToTimeout() => Payload.Duration(Timeout, "params.timeout");

    /// <summary>How long the claim is to run; null for no lease.</summary>
    /// <exception cref="PoolException">It is no duration, or cannot be a lease.</exception>
    public Lease? ToLease() => Payload.Duration(Lease, "params.lease") is { } length ? PoolResource.Lease.Of(length, "params.lease") : null;

    /// <summary>How much earlier than others it is served.</summary>
    /// <exception cref="PoolException">It is out of range.</exception>
    public int ToPriority() => PoolResource.Priority.Of(Priority ?? 0, "params.priority");
}
