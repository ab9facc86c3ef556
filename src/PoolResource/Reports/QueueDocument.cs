using System.Text.Json.Serialization;

namespace PoolResource.Reports;

/// <summary>What <c>pool queue --json</c> answers.</summary>
public sealed record QueueDocument(string Uri, string Branch, string Ref, IReadOnlyList<LineDocument> Pools)
{
    public static QueueDocument Of(QueueReport report, Source source) =>
        new(source.Uri.WithoutQuery, source.Branch.Value, report.Tip.Value, [.. report.Pools.Select(pool => new LineDocument(pool.Name.Value, [.. pool.Waiting.Select(WaitingDocument.Of)]))]);
}

/// <summary>The line of a pool, in the order in which it is served.</summary>
public sealed record LineDocument(string Name, IReadOnlyList<WaitingDocument> Line);

/// <summary>One who waits; what is not known is null.</summary>
public sealed record WaitingDocument(string Id, int Place, string? Who, string? Person, string? BuildUrl, DateTimeOffset Since, bool Any, string? Lock, int Priority)
{
    public static WaitingDocument Of(LineEntry entry) => new(
        entry.Ticket.Id.ToString(), entry.Place, entry.Owner?.Who, entry.Owner?.Person?.ToString(), WebAddress.In(entry.BuildUrl), entry.Since, entry.Ticket.Want is null, entry.Lock?.Value, entry.Ticket.Priority);
}

/// <summary>What <c>pool queue --remove --json</c> answers.</summary>
public sealed record RemovedDocument(string Pool, string Id);

/// <summary>How they are written, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(QueueDocument))]
[JsonSerializable(typeof(RemovedDocument))]
public sealed partial class QueueJson : JsonSerializerContext;
