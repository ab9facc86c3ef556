using System.Text.Json.Serialization;

namespace PoolResource.Web.Live;

/// <summary>A part of a page that has changed.</summary>
internal sealed record LivePart(string Part, string Html);

/// <summary>How it is written, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LivePart))]
internal sealed partial class LiveJson : JsonSerializerContext;
