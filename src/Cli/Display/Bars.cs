using System.Globalization;

namespace PoolResource.Cli.Display;

/// <summary>Figures as bars of characters.</summary>
internal static class Bars
{
    private const string Heights = "▁▂▃▄▅▆▇█";

    /// <summary>A share, from 0 to 1, as a bar of so many cells.</summary>
    public static string Share(double share, int cells)
    {
        var filled = (int)Math.Round(Math.Clamp(share, 0, 1) * cells, MidpointRounding.AwayFromZero);
        return new string('█', share > 0 ? Math.Max(filled, 1) : 0).PadRight(cells, '░');
    }

    /// <summary>One column for each figure, as high as it is beside the highest; nothing where all are zero.</summary>
    public static string Sparkline(IReadOnlyList<int> figures)
    {
        var highest = figures.DefaultIfEmpty().Max();
        return highest <= 0 ? "" : string.Concat(figures.Select(one => one == 0 ? ' ' : Heights[(int)((one * (long)(Heights.Length - 1)) / highest)])).TrimEnd();
    }

    /// <summary>A share as people write it: <c>42 %</c>.</summary>
    public static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100)} %");
}
