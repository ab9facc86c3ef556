using System.Text.Json.Serialization;
using PoolResource.Transactions;

namespace PoolResource.Cli.Reaping;

/// <summary>What <c>pool reap --json</c> answers.</summary>
/// <param name="Pool">The pool.</param>
/// <param name="Ref">The commit; where none was made the branch's tip.</param>
/// <param name="Changed">Whether a commit was made.</param>
/// <param name="DryRun">Whether it is only said what would be done.</param>
/// <param name="Reaped">The locks that were taken, or would be, the oldest claims first.</param>
/// <param name="Claims">All claims that were looked at.</param>
internal sealed record ReapDocument(string Pool, string Ref, bool Changed, bool DryRun, IReadOnlyList<string> Reaped, IReadOnlyList<FateDocument> Claims)
{
    public static ReapDocument Of(Reaped reaped, PoolName pool, bool isRehearsal) => new(
        pool.Value, reaped.Finished.Commit.Value, reaped.Finished.Pushed is not null, isRehearsal, [.. reaped.Stale.Select(fate => fate.Claim.Held.Name.Value)], [.. reaped.Fates.Select(FateDocument.Of)]);
}

/// <summary>What became of a claim, or would; what is not known is null.</summary>
internal sealed record FateDocument(string Lock, string ClaimId, string? Holder, DateTimeOffset? Since, bool Stale, string Why)
{
    public static FateDocument Of(ClaimFate fate) =>
        new(fate.Claim.Held.Name.Value, fate.Claim.Id, fate.Claim.Holder?.Who, fate.Claim.Since?.ToUniversalTime(), fate.IsStale, fate.Why);
}

/// <summary>How it is written, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReapDocument))]
internal sealed partial class ReapJson : JsonSerializerContext;
