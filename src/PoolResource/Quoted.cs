using System.Buffers;
using System.Globalization;
using System.Text;

namespace PoolResource;

/// <summary>Text from outside, made safe to stand in a sentence of the build log.</summary>
public static class Quoted
{
    private const int Longest = 100;

    private static readonly SearchValues<char> Unsafe = SearchValues.Create([.. Enumerable.Range(char.MinValue, '\u2069' + 1).Select(character => (char)character).Where(IsUnsafe)]);

    /// <summary>In quotation marks, cut to 100 characters, with control characters as question marks.</summary>
    public static string Text(string text) =>
        $"\"{Shown(Cut(text, Longest))}\"";

    /// <summary>The text, or its beginning and an ellipsis where it is longer.</summary>
    public static string Cut(string text, int longest) =>
        text.Length <= longest ? text : string.Concat(text.AsSpan(0, End(text, longest)), "…");

    /// <summary>As one line: control characters (terminal escapes among them) become question marks, and nothing else changes.</summary>
    public static string Line(string text) => text.AsSpan().ContainsAny(Unsafe) ? string.Concat(text.Select(character => IsUnsafe(character) ? '?' : character)) : text;

    /// <summary>As one line for people: what is not seen, or not told from another character, is written as its code point.</summary>
    public static string Shown(string text)
    {
        if (Ascii.IsValid(text) && !text.Any(char.IsControl))
        {
            return text;
        }

        var line = new StringBuilder(text.Length);
        for (var n = 0; n < text.Length; n++)
        {
            if (IsUnsafe(text[n]))
            {
                line.Append('?');
            }
            else if (IsUnseen(text[n]) || Lookalike.IsVariant(n > 0 ? text[n - 1] : ' ', text[n]))
            {
                line.Append(Point(text[n]));
            }
            else
            {
                line.Append(text[n]);
            }
        }

        return line.ToString();
    }

    /// <summary>A character that is not seen, or not told from another, in letters.</summary>
    internal static string Point(int character) => $"<U+{character:X4}>";

    // Not between the halves of a surrogate pair.
    private static int End(string text, int longest) => char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest;

    private static bool IsUnseen(char character) =>
        character > '\u007f' && (char.IsWhiteSpace(character) || char.GetUnicodeCategory(character) == UnicodeCategory.Format);

    // Besides controls: the marks that reverse or hide text, and line separators.
    internal static bool IsUnsafe(char character) =>
        char.IsControl(character) || character is >= '\u202A' and <= '\u202E' or >= '\u2066' and <= '\u2069'
            or '\u2028' or '\u2029';
}
