using System.Text.Json.Serialization;

namespace PoolResource.Reports;

/// <summary>What <c>pool status --json</c> answers.</summary>
/// <param name="Uri">Where the repository is, without a login.</param>
/// <param name="Branch">The branch.</param>
/// <param name="Ref">The commit that tells it.</param>
/// <param name="Pools">The pools, in path order.</param>
public sealed record StatusDocument(string Uri, string Branch, string Ref, IReadOnlyList<PoolDocument> Pools)
{
    public static StatusDocument Of(BranchStatus status, Source source) =>
        new(source.Uri.WithoutQuery, source.Branch.Value, status.Tip.Value, [.. status.Pools.Select(PoolDocument.Of)]);
}

/// <summary>A pool; <c>usual_hold_seconds</c> is null until a few holds have ended.</summary>
public sealed record PoolDocument(string Name, int Unclaimed, int Claimed, int? Lifecycle, long? UsualHoldSeconds, int Waiting, IReadOnlyList<LockDocument> Locks)
{
    public static PoolDocument Of(PoolStatus pool) => new(pool.Name.Value, pool.Free, pool.Claimed, pool.InLifecycle, (long?)pool.UsualHold?.TotalSeconds, pool.Waiting, [.. pool.Locks.Select(LockDocument.Of)]);
}

/// <summary>A lock; what is not known, or not so, is null.</summary>
public sealed record LockDocument(string Name, string State, string? Holder, DateTimeOffset? Since, string? BuildUrl, string? Reason, string? ClaimId, string? Ref, string? Person, bool ByHand, DateTimeOffset? LeaseUntil)
{
    public static LockDocument Of(LockStatus one) => new(
        one.Lock.Name.Value, one.Lock.State.Directory, one.Holder?.Who, one.Since?.ToUniversalTime(), WebAddress.In(one.Holder?.BuildUrl), one.Reason, one.ClaimId, one.Commit?.Value,
        one.Holder?.Person?.ToString(), one.IsByHand, one.Holder?.LeaseUntil);
}

/// <summary>How it is written, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StatusDocument))]
public sealed partial class StatusJson : JsonSerializerContext;
