using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace PoolResource.Web.Contents;

/// <summary>JSON, a value a line, in pieces.</summary>
internal static partial class JsonPieces
{
    /// <summary>Reads a text; null for what is no object or array of JSON.</summary>
    public static IEnumerable<ContentPiece>? Of(string text) => Written(text) is { } json ? Pieces(json) : null;

    private static string? Written(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
            {
                return null;
            }

            using var bytes = new MemoryStream();
            using (var writer = new Utf8JsonWriter(bytes, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            {
                json.WriteTo(writer);
            }

            return Encoding.UTF8.GetString(bytes.ToArray());
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            // It is none, or holds half of a surrogate pair.
            return null;
        }
    }

    private static IEnumerable<ContentPiece> Pieces(string json)
    {
        foreach (Match piece in Piece().Matches(json))
        {
            yield return ContentText.Piece(piece.Value, piece.Groups.Values.Skip(1).FirstOrDefault(group => group.Success)?.Name);
        }
    }

    [GeneratedRegex(@"(?<key>""(\\.|[^""\\])*""(?=:))|(?<string>""(\\.|[^""\\])*"")|(?<number>-?[0-9][-+.0-9eE]*)|(?<word>true|false|null)|(?<mark>[][{},:]+)|\s+", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Piece();
}
