using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoolResource.Web.Live;

/// <summary>A part of a page that has changed.</summary>
internal sealed record LivePart(string Part, string Html);

/// <summary>How it is written, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(LivePart))]
internal sealed partial class LiveJson : JsonSerializerContext
{
    /// <summary>The same with HTML as it is: in an event stream nothing takes it for markup.</summary>
    public static LiveJson Plain { get; } = new(new JsonSerializerOptions { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
