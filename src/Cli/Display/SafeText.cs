using System.Globalization;
using System.Text;
using Spectre.Console;

namespace PoolResource.Cli.Display;

/// <summary>
/// Text that others wrote, as a terminal may show it: one line, with every character that is not seen, or that commands the
/// terminal, written as its code point, as in <c>&lt;U+001B&gt;</c>. Nothing in it is markup.
/// </summary>
public sealed record SafeText
{
    private SafeText(string value) => Value = value;

    /// <summary>What is shown.</summary>
    public string Value { get; }

    /// <summary>Nothing.</summary>
    public static SafeText Empty { get; } = new("");

    /// <summary>Makes text safe.</summary>
    /// <param name="text">The text; null for none.</param>
    public static SafeText Of(string? text)
    {
        if (text is null || text.All(character => character is >= ' ' and <= '~'))
        {
            return text is null ? Empty : new SafeText(text);
        }

        var safe = new StringBuilder(text.Length);
        for (var n = 0; n < text.Length;)
        {
            // Half of a pair is no character.
            if (!Rune.TryGetRuneAt(text, n, out var rune))
            {
                safe.Append(Point(text[n++]));
                continue;
            }

            n += rune.Utf16SequenceLength;
            if (IsSeen(rune))
            {
                safe.Append(rune.ToString());
            }
            else
            {
                safe.Append(Point(rune.Value));
            }
        }

        return new SafeText(safe.ToString());
    }

    /// <summary>For Spectre, which takes it letter by letter.</summary>
    public Text In(Style? style = null) => new(Value, style);

    public override string ToString() => Value;

    private static bool IsSeen(Rune rune) => rune.Value == ' ' || (!IsSelector(rune.Value) && Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
        or UnicodeCategory.SpaceSeparator or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned));

    // Those that choose between two looks of a character, and the fillers of Hangul: letters that nobody sees.
    private static bool IsSelector(int value) => value is (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF) or 0x034F or 0x115F or 0x1160 or 0x3164 or 0xFFA0 or 0x2800;

    private static string Point(int value) => $"<U+{value:X4}>";
}
