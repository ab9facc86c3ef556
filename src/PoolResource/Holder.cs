using System.Globalization;

namespace PoolResource;

/// <summary>Who moved a lock to where it stands, as the commit that did it tells.</summary>
/// <param name="Who">The build's title, or the name of the person who did it.</param>
/// <param name="Since">When it was committed.</param>
/// <param name="BuildUrl">The build's page, when the commit names one.</param>
public sealed record Holder(string Who, DateTimeOffset Since, string? BuildUrl)
{
    /// <summary>The person who did it, at a terminal, logged in or by hand; null for a build.</summary>
    public Person? Person { get; init; }

    /// <summary>Whether a person did it at a terminal, or logged in, and not by hand.</summary>
    public bool IsAtTerminal { get; init; }

    /// <summary>Of a claim: until when it is leased, by its own commit or by the newest that renews it; null for no lease.</summary>
    public DateTimeOffset? LeaseUntil { get; init; }

    /// <summary>Who, for a sentence.</summary>
    public string Shown => IsAtTerminal ? $"{Who} ({Person?.Place ?? PoolResource.Person.AtATerminal})" : Who;

    /// <summary>Who, when and where, in a sentence.</summary>
    /// <param name="link">The word before the time: <c>at</c> or <c>since</c>.</param>
    public string Describe(string link) =>
        $"{Shown} {link} {Since.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture)}{(WebAddress.In(BuildUrl) is { } url ? $" ({url})" : "")}";
}
