using YamlDotNet.Core;
using YamlDotNet.Core.Tokens;

namespace PoolResource.Web.Contents;

/// <summary>YAML as it is written, in pieces.</summary>
internal static class YamlPieces
{
    // As of JSON. The scanner looks at every open level for each piece.
    private const int Deepest = 64;

    /// <summary>Reads a text; null for what is no mapping or list of YAML, or is nested more than 64 levels deep.</summary>
    public static IReadOnlyList<ContentPiece>? Of(string text)
    {
        var (pieces, at, depth, isKey, isYaml) = (new List<ContentPiece>(), 0, 0, false, false);
        try
        {
            using var reader = new StringReader(text);
            var scanner = new Scanner(reader, skipComments: false);
            while (scanner.MoveNext())
            {
                var token = scanner.Current!;
                depth += Deeper(token);

                // The scanner gives the same error forever.
                if (depth > Deepest || token is Error)
                {
                    return null;
                }

                isYaml |= token is Key or BlockEntry or FlowSequenceStart;
                var (from, to) = ((int)token.Start.Index, (int)token.End.Index);
                if (KindOf(token, isKey) is { } kind && from >= at && to > from && to <= text.Length)
                {
                    Add(text[at..from], null);
                    Add(text[from..to], kind);
                    at = to;
                }

                isKey = token is Key || (isKey && token is Anchor or Tag);
            }
        }
        catch (Exception fault) when (fault is YamlException or InvalidOperationException or ArgumentException)
        {
            return null;
        }

        Add(text[at..], null);
        return isYaml ? pieces : null;

        void Add(string piece, string? kind)
        {
            if (piece.Length > 0)
            {
                pieces.Add(ContentText.Piece(piece, kind));
            }
        }
    }

    private static int Deeper(Token token) => token switch
    {
        FlowSequenceStart or FlowMappingStart or BlockSequenceStart or BlockMappingStart => 1,
        FlowSequenceEnd or FlowMappingEnd or BlockEnd => -1,
        _ => 0,
    };

    private static string? KindOf(Token token, bool isKey) => token switch
    {
        Scalar when isKey => "key",
        Scalar { Style: ScalarStyle.Plain, Value: var value } => Plain(value),
        Scalar => "string",
        Comment => "comment",
        Anchor or AnchorAlias or Tag => "word",
        _ => null,
    };

    private static string Plain(string value) =>
        value is "true" or "false" or "null" or "~" ? "word"
        : value.Length > 0 && value.All(one => char.IsAsciiDigit(one) || one is '.' or '-' or '+' or 'e' or 'E') && value.Any(char.IsAsciiDigit) ? "number"
        : "string";
}
