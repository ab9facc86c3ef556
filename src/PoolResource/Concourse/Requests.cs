using System.Text.Json;
using System.Text.Json.Serialization;
using PoolResource.Configuration;

namespace PoolResource.Concourse;

/// <summary>What every script is told: each part may be absent.</summary>
public abstract record Request
{
    public SourceDocument? Source { get; init; }

    /// <summary>The params' keys that mean nothing to this script.</summary>
    internal virtual Dictionary<string, JsonElement>? UnknownParams => null;

    /// <summary>The params' keys that mean something to this script.</summary>
    internal virtual IReadOnlyCollection<string> KnownParams => [];

    /// <summary>What the user should know of values that are taken otherwise than they are written, or not at all.</summary>
    internal virtual IEnumerable<string> ToWarnings() => Source?.ToWarnings() ?? [];
}

/// <summary>What Concourse asks of <c>check</c>.</summary>
public sealed record CheckRequest : Request
{
    public Version? Version { get; init; }
}

/// <summary>What Concourse asks of <c>in</c>.</summary>
public sealed record InRequest : Request
{
    public Version? Version { get; init; }

    [JsonPropertyName("params")]
    public InParams? Parameters { get; init; }

    internal override Dictionary<string, JsonElement>? UnknownParams => Parameters?.Unknown;

    internal override IReadOnlyCollection<string> KnownParams => KnownKeys.Of(ProtocolJson.Default.InParams);
}

/// <summary>What Concourse asks of <c>out</c>.</summary>
public sealed record OutRequest : Request
{
    [JsonPropertyName("params")]
    public OutParams? Parameters { get; init; }

    internal override Dictionary<string, JsonElement>? UnknownParams => Parameters?.Unknown;

    internal override IReadOnlyCollection<string> KnownParams => KnownKeys.Of(ProtocolJson.Default.OutParams);

    internal override IEnumerable<string> ToWarnings()
    {
        IEnumerable<string> parameters =
        [
            .. Parameters?.ToWarnings() ?? [],
            .. Source?.Queue == false && Parameters?.Priority is not null ? ["params.priority means nothing with source.queue: false; leave one of them out"] : Array.Empty<string>(),
        ];
        return Payload.Cut(Source?.TriggerOn) is null
            ? [.. base.ToWarnings(), .. parameters]
            : [.. base.ToWarnings(), "source.trigger_on: what this put leaves in the pool starts builds of the trigger, too; put to a resource without trigger_on", .. parameters];
    }
}

/// <summary>The params of a get step.</summary>
public sealed record InParams
{
    /// <summary>With <see cref="FullClone"/>: how many commits of history the clone gets; otherwise accepted only.</summary>
    public long? Depth { get; init; }

    /// <summary>Whether to leave a clone of the branch in the destination, as the baseline does.</summary>
    public bool? FullClone { get; init; }

    /// <summary>Whether a lock that is not claimed in the version fails the step.</summary>
    public bool? RequireClaimed { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }

    /// <summary>How many commits a clone gets; null for all.</summary>
    /// <exception cref="PoolException">It is negative.</exception>
    public long? ToDepth() => Depth switch
    {
        < 0 => throw new PoolException($"params.depth: {Depth} is negative; give a number of commits, or 0 for all"),
        0 => null,
        var depth => depth,
    };
}
