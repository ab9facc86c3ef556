using System.Text.Json.Serialization;

namespace PoolResource;

/// <summary>How <c>claim.json</c> is read and written: every key is there, in this order.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, WriteIndented = true)]
[JsonSerializable(typeof(ClaimDocument))]
public sealed partial class ClaimJson : JsonSerializerContext;
