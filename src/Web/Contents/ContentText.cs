using PoolResource.Web.Acting;

namespace PoolResource.Web.Contents;

/// <summary>A text in pieces, by what they are in its language.</summary>
/// <param name="Language">json, yaml or plain.</param>
/// <param name="Pieces">The pieces.</param>
public sealed record ContentText(string Language, IReadOnlyList<ContentPiece> Pieces)
{
    // More would be a page that no browser likes.
    private const int Most = 20_000;

    /// <summary>Reads it; null for what is no text.</summary>
    public static ContentText? Of(ReadOnlyMemory<byte> bytes) => EditableText.TextOf(bytes) is not { } text ? null
        : JsonPieces.Of(text) is { } json && json.Take(Most + 1).ToList() is { Count: <= Most } one ? new ContentText("json", one)
        : YamlPieces.Of(text) is { Count: <= Most } yaml ? new ContentText("yaml", yaml)
        : new ContentText("plain", [new ContentPiece(Seen(text), null)]);

    /// <summary>A piece.</summary>
    public static ContentPiece Piece(string text, string? kind) => new(Seen(text), kind);

    // What is not seen, or turns text around, is written as its code point; lines and tabs stay.
    private static string Seen(string text) => string.Join('\n', text.Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n').Select(line => string.Join('\t', line.Split('\t').Select(Quoted.Shown))));

    // Content is often a credential.
    private bool PrintMembers(System.Text.StringBuilder text)
    {
        text.Append($"Language = {Language}");
        return true;
    }
}
