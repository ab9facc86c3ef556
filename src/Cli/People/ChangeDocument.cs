using System.Text.Json.Serialization;
using PoolResource.Transactions;

namespace PoolResource.Cli.People;

/// <summary>What a command has done, for programs.</summary>
/// <param name="Pool">The pool in which the lock is afterwards, or was last.</param>
/// <param name="Lock">The lock's name.</param>
/// <param name="State"><c>claimed</c> or <c>unclaimed</c> where the commit says it; null for a lock that was taken out, and where no commit was needed.</param>
/// <param name="Ref">The commit; of what needed none the branch's tip.</param>
/// <param name="Changed">Whether a commit was needed.</param>
/// <param name="LeaseUntil">Until when the commit leases the claim; null where it says nothing of it.</param>
internal sealed record ChangeDocument(string? Pool, string? Lock, string? State, string Ref, bool Changed, DateTimeOffset? LeaseUntil)
{
    public static ChangeDocument Of(Finished finished)
    {
        var change = finished.Pushed?.Change;
        var to = change?.Renews?.Held ?? change?.Moves.Select(move => move.To).LastOrDefault();
        return new ChangeDocument((to?.Pool ?? finished.Pool)?.Value, finished.Lock?.Value, to?.State.Directory, finished.Commit.Value, finished.Pushed is not null, finished.Pushed?.LeaseUntil);
    }
}

/// <summary>The answers of commands that change something: every key is there, in this order.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ChangeDocument))]
[JsonSerializable(typeof(ClaimDocument))]
internal sealed partial class ChangeJson : JsonSerializerContext;
