using System.Text.Json.Serialization;

namespace PoolResource.Configuration;

/// <summary>How a source's JSON is read, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(ScalarText), typeof(ScalarFlag), typeof(ScalarNumber)])]
[JsonSerializable(typeof(SourceDocument))]
internal sealed partial class SourceJson : JsonSerializerContext;
