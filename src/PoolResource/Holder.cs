namespace PoolResource;

/// <summary>Who moved a lock to where it stands, as the commit that did it tells.</summary>
/// <param name="Who">The build's title, or the committer when a person did it.</param>
/// <param name="Since">When it was committed.</param>
/// <param name="BuildUrl">The build's page, when the commit names one.</param>
public sealed record Holder(string Who, DateTimeOffset Since, string? BuildUrl);
