using Spectre.Console;
using Spectre.Console.Rendering;

namespace PoolResource.Cli.Display;

/// <summary>Lines of cells that stand below each other. What does not fit beside them goes below its line.</summary>
/// <param name="indent">How far from the left.</param>
internal sealed class AlignedLines(int indent)
{
    private const int Gap = 2;

    private readonly List<(Cell[] Cells, Cell Last)> lines = [];

    /// <summary>Adds a line.</summary>
    /// <param name="last">What may go below.</param>
    /// <param name="cells">The cells.</param>
    public void Add(Cell last, params Cell[] cells) => lines.Add((cells, last));

    /// <summary>The lines as they are shown.</summary>
    /// <param name="width">The terminal's width; null for no end.</param>
    public IEnumerable<IRenderable> In(int? width)
    {
        if (lines.Count == 0)
        {
            yield break;
        }

        int[] widths = [.. Enumerable.Range(0, lines[0].Cells.Length).Select(n => lines.Max(line => line.Cells[n].Width))];
        var fits = width is null || indent + widths.Where(one => one > 0).Sum(one => one + Gap) + lines.Max(line => line.Last.Width) <= width;
        foreach (var (cells, last) in lines)
        {
            var line = new Paragraph(new string(' ', indent));
            var blanks = 0;
            foreach (var (cell, n) in (fits ? [.. cells, last] : cells).Select((cell, n) => (cell, n)))
            {
                if (cell.Width > 0)
                {
                    line.Append(new string(' ', blanks)).Append(cell.Text.Value, cell.Style);
                    blanks = 0;
                }

                blanks += n < widths.Length && widths[n] > 0 ? widths[n] - cell.Width + Gap : 0;
            }

            yield return line;
            if (!fits && last.Width > 0)
            {
                yield return new Paragraph(new string(' ', 2 * indent)).Append(last.Text.Value, last.Style);
            }
        }
    }
}

/// <summary>Text in a column.</summary>
/// <param name="Text">The text.</param>
/// <param name="Style">How it looks.</param>
internal sealed record Cell(SafeText Text, Style? Style = null)
{
    /// <summary>How many cells of the terminal it takes.</summary>
    public int Width { get; } = new Segment(Text.Value).CellCount();

    public static Cell Of(string? text, Style? style = null) => new(SafeText.Of(text), style);
}
