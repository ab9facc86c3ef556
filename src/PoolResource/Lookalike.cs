using System.Globalization;
using System.Text;

namespace PoolResource;

/// <summary>
/// Which names nobody can tell apart: those that are one after Unicode's canonical normalization, without format
/// characters, and with white space of any kind as a blank. .NET itself does not normalize where no ICU is installed.
/// </summary>
internal static class Lookalike
{
    private const int HangulFirst = 0xAC00;
    private const int HangulLast = 0xD7A3;

    // What Unicode 14 says, one code point a line: the file is read when the first name that is not ASCII needs it.
    private static readonly Lazy<Dictionary<int, int[]>> Decompositions =
        new(() => Lines("decompositions.txt").ToDictionary(line => line[0], line => line[1..]));

    private static readonly Lazy<Dictionary<int, int>> Classes = new(() => Lines("combining-classes.txt", NumberStyles.Integer)
        .SelectMany(line => Enumerable.Range(line[0], line[1] - line[0] + 1).Select(point => (point, line[2])))
        .ToDictionary());

    private static readonly Lazy<HashSet<(int Base, int Mark)>> Compositions =
        new(() => [.. Decompositions.Value.Values.Where(points => points.Length == 2).Select(points => (points[0], points[1]))]);

    // Of letters that are the same after normalization, all but the first: the Angstrom sign, the Kelvin sign, and so on.
    private static readonly Lazy<HashSet<int>> Variants = new(() =>
    [
        .. Decompositions.Value.Where(one => one.Value.Length == 1).Select(one => one.Key),
        .. Decompositions.Value.GroupBy(one => string.Join(' ', one.Value)).SelectMany(same => same.Select(one => one.Key).Order().Skip(1)),
    ]);

    /// <summary>The same text for all names that look alike.</summary>
    public static string Of(string name)
    {
        if (Ascii.IsValid(name))
        {
            return name.Trim();
        }

        var points = name.EnumerateRunes()
            .Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.Format)
            .SelectMany(rune => Rune.IsWhiteSpace(rune) ? [' '] : Decomposed(rune.Value))
            .ToList();
        var text = new StringBuilder();
        foreach (var point in Ordered(points))
        {
            text.Append(new Rune(point).ToString());
        }

        return text.ToString().Trim();
    }

    /// <summary>Whether the character looks like another, or together with the one before it like a letter that Unicode has, too.</summary>
    public static bool IsVariant(char before, char character) =>
        character is >= '\u1100' and <= '\u11ff'
        || (character > '\u00ff' && Variants.Value.Contains(character))
        || (CharUnicodeInfo.GetUnicodeCategory(character) == UnicodeCategory.NonSpacingMark && Compositions.Value.Contains((before, character)));

    /// <summary>The name with everything but ASCII as code points: two different names are never shown as one.</summary>
    public static string Points(string name) =>
        $"\"{string.Concat(name.EnumerateRunes().Select(rune => rune is { IsAscii: true, Value: >= ' ' and < 0x7F } ? rune.ToString() : Quoted.Point(rune.Value)))}\"";

    private static int[] Decomposed(int point)
    {
        if (point is < HangulFirst or > HangulLast)
        {
            return Decompositions.Value.TryGetValue(point, out var points) ? points : [point];
        }

        var (syllable, end) = (point - HangulFirst, (point - HangulFirst) % 28);
        int[] parts = [0x1100 + (syllable / 588), 0x1161 + (syllable % 588 / 28)];
        return end == 0 ? parts : [.. parts, 0x11A7 + end];
    }

    // Marks that stand on the same letter may come in any order.
    private static IEnumerable<int> Ordered(List<int> points)
    {
        var marks = new List<int>();
        foreach (var point in points)
        {
            if (Classes.Value.ContainsKey(point))
            {
                marks.Add(point);
                continue;
            }

            foreach (var mark in marks.OrderBy(one => Classes.Value[one]))
            {
                yield return mark;
            }

            marks.Clear();
            yield return point;
        }

        foreach (var mark in marks.OrderBy(one => Classes.Value[one]))
        {
            yield return mark;
        }
    }

    private static IEnumerable<int[]> Lines(string file, NumberStyles last = NumberStyles.HexNumber)
    {
        using var text = new StreamReader(typeof(Lookalike).Assembly.GetManifestResourceStream($"PoolResource.Unicode.{file}")!);
        while (text.ReadLine() is { } line)
        {
            var fields = line.Split(' ');
            yield return [.. fields[..^1].Select(field => int.Parse(field, NumberStyles.HexNumber, CultureInfo.InvariantCulture)), int.Parse(fields[^1], last, CultureInfo.InvariantCulture)];
        }
    }
}
