using System.Globalization;

namespace PoolResource.Web.Pages;

/// <summary>Shares as SVG takes them.</summary>
internal static class Percent
{
    /// <summary>A part of a whole: <c>12.5%</c>.</summary>
    public static string Of(double part, double whole) => Of(whole > 0 ? part / whole : 0);

    /// <summary>A share from 0 to 1: <c>12.5%</c>.</summary>
    public static string Of(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.##}%");

    /// <summary>A share from 0 to 1, for people: <c>12 %</c>.</summary>
    public static string Shown(double share) => string.Create(CultureInfo.InvariantCulture, $"{Math.Round(share * 100)} %");
}
