namespace PoolResource.Web.Contents;

/// <summary>A piece of a text.</summary>
/// <param name="Text">The characters, safe to be seen.</param>
/// <param name="Kind">What it is: key, string, number, word, comment or mark; null for whatever stands between.</param>
public sealed record ContentPiece(string Text, string? Kind);
