using System.Globalization;

namespace PoolResource.Cli.Display;

/// <summary>Times as <c>pool</c> shows them.</summary>
internal static class Moments
{
    public static string Of(DateTimeOffset when) => when.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
}
