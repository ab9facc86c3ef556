using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoolResource.Configuration;

/// <summary>A boolean, also as the text of one; empty text is absent.</summary>
internal sealed class ScalarFlag : JsonConverter<bool?>
{
    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False => false,
        JsonTokenType.String => Meaning(reader.GetString()!.Trim()),
        _ => throw Refused(),
    };

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options)
    {
        if (value is { } flag)
        {
            writer.WriteBooleanValue(flag);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static bool? Meaning(string text) =>
        text.Length == 0 ? null
        : bool.TryParse(text, out var flag) ? flag
        : throw Refused();

    private static JsonException Refused() => new("must be true or false");
}
