using System.Text.Json;
using System.Text.Json.Serialization;
using PoolResource.Configuration;
using PoolResource.Operations;

namespace PoolResource.Concourse;

/// <summary>The param <c>reap</c>: which claims are stale, and where the locks of those go.</summary>
public sealed record ReapDocument
{
    private const string Key = "params.reap";

    /// <summary>Takes the locks of builds that failed, errored, were aborted or are gone; <c>all</c> also of those that succeeded.</summary>
    public JsonElement? EndedBuilds { get; init; }

    /// <summary>Takes locks that are held for longer; beside ended_builds only those of which Concourse cannot tell whether their builds run.</summary>
    public JsonElement? StaleAfter { get; init; }

    /// <summary>Takes locks whose lease is over.</summary>
    public bool? Lease { get; init; }

    /// <summary>Has stale_after count for the claims of people at a terminal, too.</summary>
    public bool? People { get; init; }

    /// <summary>Where the locks go: release (free in their pool), recycle (the lifecycle pool), or {pool: POOL, state: STATE}.</summary>
    public JsonElement? To { get; init; }

    /// <summary>Names of locks, in which * stands for any letters; all of the pool when nothing is said.</summary>
    public JsonElement? Locks { get; init; }

    /// <summary>Only says what it would do.</summary>
    public bool? DryRun { get; init; }

    /// <summary>How many locks are taken at most, of the oldest claims; 0 for all.</summary>
    public long? AtMost { get; init; }

    /// <summary>How long a build that has ended, or whose lease is over, has to free its lock itself; 2m when nothing is said.</summary>
    public JsonElement? Grace { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>The operation.</summary>
    /// <param name="pool">The pool.</param>
    /// <param name="beside">The keys beside it that are no params.</param>
    /// <exception cref="PoolException">A value cannot be used, or nothing says which claims are stale.</exception>
    internal HeldClaims ToOperation(PoolName pool, IEnumerable<string> beside)
    {
        // To pass over a dry_run would be to reap in earnest.
        if (beside.FirstOrDefault(key => KnownKeys.Of(ProtocolJson.Default.ReapDocument).Contains(key)) is { } misplaced)
        {
            throw new PoolException($"params.{misplaced} is part of reap; write it inside, as reap: {{ended_builds: true, {misplaced}: …}}");
        }

        foreach (var key in Unknown?.Keys ?? Enumerable.Empty<string>())
        {
            throw new PoolException($"{Key}: {Quoted.Text(key)} is not part of it; write {{ended_builds: true, stale_after: 4h, lease: true, to: recycle}}, or some of it");
        }

        var policy = new ReapPolicy
        {
            EndedBuilds = ToEndedBuilds(),
            StaleAfter = Payload.Duration(StaleAfter, $"{Key}.stale_after"),
            ByLease = Lease ?? false,
            People = People ?? false,
            Grace = Payload.Duration(Grace, $"{Key}.grace") ?? ReapPolicy.DefaultGrace,
            Locks = ToPatterns(),
            AtMost = AtMost switch
            {
                null or 0 => null,
                < 0 => throw new PoolException($"{Key}.at_most: {AtMost} is negative; give a number of locks, or 0 for all"),
                var most => (int)Math.Min(most.Value, int.MaxValue),
            },
        };
        return policy switch
        {
            { HasGround: false } => throw new PoolException($"{Key} does not say which claims are stale; give ended_builds: true, stale_after: 4h or lease: true"),
            { StaleAfter: { Ticks: 0 } } => throw new PoolException($"{Key}.stale_after: every claim would be stale at once; write how long a claim may be held, such as 4h"),
            _ => new HeldClaims(pool, policy, ToDestination(pool)) { IsRehearsal = DryRun ?? false },
        };
    }

    /// <summary>What means nothing beside the rest.</summary>
    internal IEnumerable<string> ToWarnings() => People == true && StaleAfter is null or { ValueKind: JsonValueKind.Null }
        ? [$"{Key}.people means nothing without stale_after; leave it out"]
        : [];

    private EndedBuilds ToEndedBuilds() => EndedBuilds switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.False } => PoolResource.EndedBuilds.None,
        { ValueKind: JsonValueKind.True } => PoolResource.EndedBuilds.Failed,
        { ValueKind: JsonValueKind.String } text => Payload.Text(text, $"{Key}.ended_builds").Trim() switch
        {
            "" => PoolResource.EndedBuilds.None,
            "all" => PoolResource.EndedBuilds.All,
            var word when bool.TryParse(word, out var flag) => flag ? PoolResource.EndedBuilds.Failed : PoolResource.EndedBuilds.None,
            var word => throw Refused(word),
        },
        { } other => throw Refused(other.GetRawText()),
    };

    private static PoolException Refused(string text) =>
        new($"{Key}.ended_builds: {Quoted.Text(text)} is neither true nor all; write true for builds that failed, errored, were aborted or are gone, and all for those that succeeded, too");

    private IReadOnlyList<LockPattern>? ToPatterns() => Locks switch
    {
        null or { ValueKind: JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.Array } list when list.GetArrayLength() > 0 => [.. list.EnumerateArray().Select(Pattern)],
        _ => throw new PoolException($"{Key}.locks: it is no list of names; write [env-1, \"old-*\"], or leave it out for all locks of the pool"),
    };

    private static LockPattern Pattern(JsonElement one) =>
        Payload.Line(Payload.Scalar(one, $"{Key}.locks"), $"{Key}.locks") is { } text
            ? new LockPattern(text)
            : throw new PoolException($"{Key}.locks: {Quoted.Text(one.GetRawText())} is no name; write the name of a lock, in which * stands for any letters");

    private ReapTo ToDestination(PoolName pool) => To switch
    {
        null or { ValueKind: JsonValueKind.Null } => ReapTo.Release,
        { ValueKind: JsonValueKind.String } text => Payload.Line(Payload.Text(text, $"{Key}.to"), $"{Key}.to") switch
        {
            null or "release" => ReapTo.Release,
            "recycle" when pool.OfLifecycle is not null => throw new PoolException($"{Key}.to: {pool} is a lifecycle pool, which has none of its own; write release, or {{pool: POOL, state: STATE}}"),
            "recycle" => ReapTo.Recycle(pool),
            var word => throw new PoolException($"{Key}.to: {Quoted.Text(word)} is neither release nor recycle; write one of them, or {{pool: POOL, state: claimed or unclaimed}}"),
        },
        { ValueKind: JsonValueKind.Object } place => ToPlace(place, pool),
        { } other => throw new PoolException($"{Key}.to: {Quoted.Text(other.GetRawText())} is no place; write release, recycle, or {{pool: POOL, state: claimed or unclaimed}}"),
    };

    private static ReapTo ToPlace(JsonElement place, PoolName home)
    {
        if (place.EnumerateObject().Select(one => one.Name).FirstOrDefault(name => name is not ("pool" or "state")) is { } stranger)
        {
            throw new PoolException($"{Key}.to: {Quoted.Text(stranger)} is not part of it; write {{pool: POOL, state: claimed or unclaimed}}");
        }

        var to = PoolName.Parse(Line(place, "pool") ?? "", $"{Key}.to.pool");
        var state = Payload.State(Line(place, "state") ?? LockState.Unclaimed.Directory, $"{Key}.to.state");
        return to.Above is { } above ? throw new PoolException($"{Key}.to.pool: {to} is a directory of pool {above.Pool}; write pool: {above.Pool} and state: {above.State}")
            : to == home ? throw new PoolException($"{Key}.to.pool: {to} is the pool the locks are in; name another, or write to: release")
            : new ReapTo(to, state);
    }

    private static string? Line(JsonElement place, string key) =>
        !place.TryGetProperty(key, out var value) || value.ValueKind == JsonValueKind.Null ? null
        : Payload.Line(Payload.Scalar(value, $"{Key}.to.{key}") ?? throw new PoolException($"{Key}.to.{key} must be text; put it in quotes"), $"{Key}.to.{key}");
}
