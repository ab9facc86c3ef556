using PoolResource.Web.Acting;

namespace PoolResource.Web.Contents;

/// <summary>A text in pieces, by what they are in its language.</summary>
/// <param name="Language">json, yaml or plain.</param>
/// <param name="Pieces">The pieces.</param>
public sealed record ContentText(string Language, IReadOnlyList<ContentPiece> Pieces)
{
    // More would be a page that no browser likes.
    private const int Most = 20_000;

    // Deeply nested JSON grows 64-fold by its indentation, and YAML of many levels takes long to scan.
    private const int LongestOfALanguage = 64 << 10;

    /// <summary>Reads it; null for what is no text. What is longer than 64 KiB is plain.</summary>
    public static ContentText? Of(ReadOnlyMemory<byte> bytes) => EditableText.TextOf(bytes) is not { } text ? null
        : bytes.Length > LongestOfALanguage ? Plain(text)
        : JsonPieces.Of(text) is { } json && json.Take(Most + 1).ToList() is { Count: <= Most } one ? new ContentText("json", one)
        : YamlPieces.Of(text) is { Count: <= Most } yaml ? new ContentText("yaml", yaml)
        : Plain(text);

    /// <summary>A piece.</summary>
    public static ContentPiece Piece(string text, string? kind) => new(Seen(text), kind);

    private static ContentText Plain(string text) => new("plain", [Piece(text, null)]);

    // What is not seen, or turns text around, is written as its code point; lines and tabs stay.
    private static string Seen(string text) => string.Join('\n', text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(Quoted.Shown))));

    // Content is often a credential.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append($"Language = {Language}");
        return true;
    }
}
