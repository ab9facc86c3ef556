using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoolResource.Concourse;

/// <summary>The param <c>move</c>: which lock, and where to.</summary>
public sealed record MoveDocument
{
    /// <summary>A DIR, <c>{as: NAME}</c>, or <c>{name: NAME}</c>.</summary>
    public JsonElement? Lock { get; init; }

    /// <summary>The pool it goes to.</summary>
    public string? To { get; init; }

    /// <summary>How it stands there; unclaimed when nothing is said.</summary>
    public string? State { get; init; }

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Unknown { get; set; }
}
