using System.Globalization;

namespace PoolResource;

/// <summary>Who moved a lock to where it stands, as the commit that did it tells.</summary>
/// <param name="Who">The build's title, or the committer when a person did it.</param>
/// <param name="Since">When it was committed.</param>
/// <param name="BuildUrl">The build's page, when the commit names one.</param>
public sealed record Holder(string Who, DateTimeOffset Since, string? BuildUrl)
{
    /// <summary>Who, when and where, in a sentence.</summary>
    /// <param name="link">The word before the time: <c>at</c> or <c>since</c>.</param>
    public string Describe(string link) =>
        $"{Who} {link} {Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}{(BuildUrl is { } url ? $" ({url})" : "")}";
}
