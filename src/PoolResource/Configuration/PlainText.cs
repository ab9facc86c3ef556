using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoolResource.Configuration;

/// <summary>Text that cannot be a number: one in its place is a mistake.</summary>
internal sealed class PlainText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? reader.GetString() : throw new JsonException("must be text; put it in quotes");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
