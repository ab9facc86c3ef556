using System.Text.Json.Serialization;
using PoolResource.History;

namespace PoolResource.Reports;

/// <summary>What <c>pool history --json</c> answers; <c>tenures</c> where a lock was named.</summary>
public sealed record HistoryDocument(
    string Uri, string Branch, string Ref, string? Rewritten, string? Lock, IReadOnlyList<EventDocument> Events, IReadOnlyList<TenureDocument>? Tenures)
{
    public static HistoryDocument Of(HistoryReport report, Source source, DateTimeOffset now) => new(
        source.Uri.WithoutQuery,
        source.Branch.Value,
        report.Tip.Value,
        report.Rewritten?.Value,
        report.Lock?.ToString(),
        [.. report.Events.Select(EventDocument.Of)],
        report.Lock is null ? null : [.. report.Tenures.Select(tenure => TenureDocument.Of(tenure, now))]);
}

/// <summary>What happened to a lock.</summary>
public sealed record EventDocument(
    string Kind, string Lock, DateTimeOffset At, string? From, string? To, string By, string? BuildUrl, bool ByHand, string? Job, string? ClaimId, string? Reason, long? WaitedSeconds, string Ref, string? Person, DateTimeOffset? LeaseUntil)
{
    public static EventDocument Of(LockEvent what) => new(
        NameOf(what.Kind),
        $"{PooledLock.At((what.To ?? what.From)!)}",
        what.When.ToUniversalTime(),
        what.From?.Path,
        what.To?.Path,
        what.By.Who,
        WebAddress.In(what.By.BuildUrl),
        what.IsByHand,
        what.Job?.ToString(),
        what.ClaimId,
        what.Reason,
        (long?)what.Waited?.TotalSeconds,
        what.Commit.Value,
        what.By.Person?.ToString(),
        what.By.LeaseUntil);

    public static string NameOf(LockEventKind kind) => kind switch
    {
        LockEventKind.Added => "added",
        LockEventKind.Claimed => "claimed",
        LockEventKind.Released => "released",
        LockEventKind.Recycled => "recycled",
        LockEventKind.Restored => "restored",
        LockEventKind.Moved => "moved",
        LockEventKind.Updated => "updated",
        LockEventKind.Removed => "removed",
        LockEventKind.Renewed => "renewed",
        _ => "continued",
    };
}

/// <summary>One hold of a lock; <c>until</c>, <c>ended</c> and <c>ended_by</c> are null while it goes on.</summary>
public sealed record TenureDocument(
    string Holder, string? BuildUrl, bool ByHand, string? Job, string? ClaimId, string? Reason, string Ref,
    DateTimeOffset From, DateTimeOffset? Until, long Seconds, string? Ended, string? EndedBy, bool EndedByAnother, string? Person, DateTimeOffset? LeaseUntil)
{
    public static TenureDocument Of(Tenure tenure, DateTimeOffset now) => new(
        tenure.Holder.Who,
        WebAddress.In(tenure.Holder.BuildUrl),
        tenure.IsByHand,
        tenure.Job?.ToString(),
        tenure.ClaimId,
        tenure.Reason,
        tenure.Ref.Value,
        tenure.ClaimedAt.ToUniversalTime(),
        tenure.End?.When.ToUniversalTime(),
        (long)tenure.Length(now).TotalSeconds,
        tenure.End is { } end ? EventDocument.NameOf(end.How) : null,
        tenure.End?.By.Who,
        tenure.End?.IsByAnother ?? false,
        tenure.Holder.Person?.ToString(),
        tenure.Holder.LeaseUntil);
}

/// <summary>How it is written, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(HistoryDocument))]
public sealed partial class HistoryJson : JsonSerializerContext;
