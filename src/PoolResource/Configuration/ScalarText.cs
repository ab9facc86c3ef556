using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoolResource.Configuration;

/// <summary>
/// Text, also where YAML made a number of it: taken as it is written. Of a boolean nobody can tell whether it was
/// <c>true</c>, <c>yes</c> or <c>on</c>.
/// </summary>
internal sealed class ScalarText : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString(),
        JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
        _ => throw new JsonException("must be text; put it in quotes"),
    };

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
