using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace PoolResource.Configuration;

/// <summary>A whole number, also as text, or as YAML writes a float; empty text is absent.</summary>
internal sealed class ScalarNumber : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.TokenType switch
    {
        JsonTokenType.Number when reader.TryGetInt64(out var number) => number,
        JsonTokenType.Number when reader.TryGetDecimal(out var number) && Whole(number) is { } whole => whole,
        JsonTokenType.String => reader.GetString()!.Trim() switch
        {
            "" => null,
            var text when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
            _ => throw Refused(),
        },
        _ => throw Refused(),
    };

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
    {
        if (value is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteNullValue();
        }
    }

    private static long? Whole(decimal number) =>
        number == decimal.Truncate(number) && number is >= long.MinValue and <= long.MaxValue ? (long)number : null;

    private static JsonException Refused() => new("must be a whole number");
}
