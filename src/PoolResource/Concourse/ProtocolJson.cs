using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PoolResource.Configuration;

namespace PoolResource.Concourse;

/// <summary>How Concourse's JSON is read and written, generated at compile time.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(ScalarText), typeof(ScalarFlag), typeof(ScalarNumber)],
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckRequest))]
[JsonSerializable(typeof(InRequest))]
[JsonSerializable(typeof(OutRequest))]
[JsonSerializable(typeof(UnfinishedWorkDocument))]
[JsonSerializable(typeof(HeldAsDocument))]
[JsonSerializable(typeof(IReadOnlyList<Version>))]
[JsonSerializable(typeof(Response))]
public sealed partial class ProtocolJson : JsonSerializerContext
{
    /// <summary>The same, for people to read: one value a line, letters as they are.</summary>
    public static ProtocolJson Indented { get; } = new(new JsonSerializerOptions
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}
